//! As much of HTTP/1.1 as the gateway needs: POST, one answer, the connection kept.

use std::{
    io::{self, BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpStream, ToSocketAddrs as _},
    time::Duration,
};

/// Answers are read up to this many bytes.
const MAX_BODY: usize = 256 << 20;
const MAX_LINE: u64 = 16 << 10;
/// How long a server may say nothing.
const SILENCE: Duration = Duration::from_secs(30);

/// A connection to a server.
#[derive(Debug)]
pub(super) struct Connection {
    reader: BufReader<TcpStream>,
    host: String,
}

fn wrong(message: &str) -> io::Error {
    io::Error::other(format!(
        "the server does not speak HTTP as expected: {message}"
    ))
}

impl Connection {
    pub(super) fn open(endpoint: &str) -> io::Result<Self> {
        let mut last = io::Error::other(format!("`{endpoint}` has no address"));
        for address in endpoint.to_socket_addrs()? {
            match TcpStream::connect_timeout(&address, Duration::from_secs(5)) {
                Ok(stream) => {
                    stream.set_read_timeout(Some(SILENCE))?;
                    stream.set_write_timeout(Some(SILENCE))?;
                    stream.set_nodelay(true)?;
                    return Ok(Self {
                        reader: BufReader::with_capacity(1 << 16, stream),
                        host: endpoint.to_owned(),
                    });
                }
                Err(error) => last = error,
            }
        }
        Err(last)
    }

    /// Sends a body, and returns the status and the body of the answer.
    pub(super) fn post(&mut self, path: &str, body: &str) -> io::Result<(u16, Vec<u8>)> {
        let (host, length) = (&self.host, body.len());
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        self.reader.get_mut().write_all(request.as_bytes())?;
        let status = self.line()?;
        let status = status
            .split(' ')
            .nth(1)
            .and_then(|code| code.parse::<u16>().ok());
        let status = status.ok_or_else(|| wrong("no status"))?;
        let (mut length, mut chunked) = (None, false);
        loop {
            let line = self.line()?;
            if line.is_empty() {
                break;
            }
            let Some((name, value)) = line.split_once(':') else {
                return Err(wrong("no header"));
            };
            match &*name.to_ascii_lowercase() {
                "content-length" => length = value.trim().parse::<usize>().ok(),
                "transfer-encoding" => chunked = value.trim().eq_ignore_ascii_case("chunked"),
                _ => {}
            }
        }
        let mut body = Vec::new();
        match (chunked, length) {
            (true, _) => self.chunks(&mut body)?,
            (false, Some(length)) => self.exactly(length, &mut body)?,
            (false, None) => return Err(wrong("no length")),
        }
        Ok((status, body))
    }

    fn chunks(&mut self, body: &mut Vec<u8>) -> io::Result<()> {
        loop {
            let line = self.line()?;
            let size = line.split(';').next().unwrap_or_default().trim();
            let size = usize::from_str_radix(size, 16).map_err(|_| wrong("no size of a chunk"))?;
            if size == 0 {
                while !self.line()?.is_empty() {}
                return Ok(());
            }
            self.exactly(size, body)?;
            if !self.line()?.is_empty() {
                return Err(wrong("a chunk that is too long"));
            }
        }
    }

    fn exactly(&mut self, n: usize, body: &mut Vec<u8>) -> io::Result<()> {
        if n > MAX_BODY - body.len().min(MAX_BODY) {
            return Err(wrong("an answer that is too large"));
        }
        let start = body.len();
        body.resize(start + n, 0);
        self.reader.read_exact(&mut body[start..])
    }

    fn line(&mut self) -> io::Result<String> {
        let mut line = Vec::new();
        (&mut self.reader)
            .take(MAX_LINE)
            .read_until(b'\n', &mut line)?;
        match line.pop() {
            Some(b'\n') => {}
            Some(_) => return Err(wrong("a line that is too long")),
            None => return Err(io::Error::from(io::ErrorKind::UnexpectedEof)),
        }
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        String::from_utf8(line).map_err(|_| wrong("a header that is no text"))
    }
}
