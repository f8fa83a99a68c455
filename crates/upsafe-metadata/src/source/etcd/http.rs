//! As much of HTTP/1.1 as the gateway needs: POST, one answer, the connection kept.

use std::{
    io::{self, BufRead as _, BufReader, Read, Write},
    net::{TcpStream, ToSocketAddrs as _},
    time::Duration,
};

#[cfg(feature = "tls")]
pub(super) use super::tls::Tls;

/// Answers are read up to this many bytes.
const MAX_BODY: usize = 256 << 20;
const MAX_LINE: u64 = 16 << 10;
const MAX_HEADERS: usize = 200;
/// How long a server may say nothing.
const SILENCE: Duration = Duration::from_secs(30);

/// A build without TLS has none.
#[cfg(not(feature = "tls"))]
#[derive(Clone, Debug)]
pub(super) enum Tls {}

/// The bytes of a connection.
enum Stream {
    Plain(TcpStream),
    #[cfg(feature = "tls")]
    Tls(Box<super::tls::Stream>),
}

impl Read for Stream {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(stream) => stream.read(bytes),
            #[cfg(feature = "tls")]
            Self::Tls(stream) => stream.read(bytes),
        }
    }
}

impl Write for Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(stream) => stream.write(bytes),
            #[cfg(feature = "tls")]
            Self::Tls(stream) => stream.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(stream) => stream.flush(),
            #[cfg(feature = "tls")]
            Self::Tls(stream) => stream.flush(),
        }
    }
}

/// A connection to a server.
pub(super) struct Connection {
    reader: BufReader<Stream>,
    host: String,
}

fn wrong(message: &str) -> io::Error {
    io::Error::other(format!(
        "the server does not speak HTTP as expected: {message}"
    ))
}

impl Connection {
    pub(super) fn open(endpoint: &str, tls: Option<&Tls>) -> io::Result<Self> {
        let mut last = io::Error::other(format!("`{endpoint}` has no address"));
        for address in endpoint.to_socket_addrs()? {
            match TcpStream::connect_timeout(&address, Duration::from_secs(5)) {
                Ok(stream) => {
                    stream.set_read_timeout(Some(SILENCE))?;
                    stream.set_write_timeout(Some(SILENCE))?;
                    stream.set_nodelay(true)?;
                    let stream = match tls {
                        None => Stream::Plain(stream),
                        #[cfg(feature = "tls")]
                        Some(tls) => Stream::Tls(Box::new(tls.over(stream, endpoint)?)),
                        #[cfg(not(feature = "tls"))]
                        Some(never) => match *never {},
                    };
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
    pub(super) fn post(
        &mut self,
        path: &str,
        token: Option<&str>,
        body: &str,
    ) -> io::Result<(u16, Vec<u8>)> {
        let (host, length) = (&self.host, body.len());
        let token = token.map_or_else(String::new, |token| format!("Authorization: {token}\r\n"));
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n{token}Content-Length: {length}\r\n\r\n{body}"
        );
        let stream = self.reader.get_mut();
        stream.write_all(request.as_bytes())?;
        stream.flush()?;
        answer(&mut self.reader)
    }
}

/// Reads one answer: its status and its body.
pub(super) fn answer(reader: &mut impl io::BufRead) -> io::Result<(u16, Vec<u8>)> {
    let status = line(reader)?;
    let status = status
        .split(' ')
        .nth(1)
        .and_then(|code| code.parse::<u16>().ok());
    let status = status.ok_or_else(|| wrong("no status"))?;
    let (mut length, mut chunked) = (None, false);
    for n in 0.. {
        let line = line(reader)?;
        if line.is_empty() {
            break;
        }
        let Some((name, value)) = line.split_once(':') else {
            return Err(wrong("no header"));
        };
        if n > MAX_HEADERS {
            return Err(wrong("too many headers"));
        }
        match &*name.to_ascii_lowercase() {
            "content-length" => length = value.trim().parse::<usize>().ok(),
            "transfer-encoding" => chunked = value.trim().eq_ignore_ascii_case("chunked"),
            _ => {}
        }
    }
    let mut body = Vec::new();
    match (chunked, length) {
        (true, _) => chunks(reader, &mut body)?,
        (false, Some(length)) => exactly(reader, length, &mut body)?,
        (false, None) => return Err(wrong("no length")),
    }
    Ok((status, body))
}

fn chunks(reader: &mut impl io::BufRead, body: &mut Vec<u8>) -> io::Result<()> {
    loop {
        let size = line(reader)?;
        let size = size.split(';').next().unwrap_or_default().trim();
        let size = usize::from_str_radix(size, 16).map_err(|_| wrong("no size of a chunk"))?;
        if size == 0 {
            while !line(reader)?.is_empty() {}
            return Ok(());
        }
        exactly(reader, size, body)?;
        if !line(reader)?.is_empty() {
            return Err(wrong("a chunk that is too long"));
        }
    }
}

/// Reads `n` bytes; memory is taken as they arrive, not as they are announced.
fn exactly(reader: &mut impl io::BufRead, n: usize, body: &mut Vec<u8>) -> io::Result<()> {
    if n > MAX_BODY - body.len().min(MAX_BODY) {
        return Err(wrong("an answer that is too large"));
    }
    let limit = u64::try_from(n).unwrap_or(u64::MAX);
    body.reserve(n.min(4 << 20));
    match reader.by_ref().take(limit).read_to_end(body)? == n {
        true => Ok(()),
        false => Err(io::Error::from(io::ErrorKind::UnexpectedEof)),
    }
}

fn line(reader: &mut impl io::BufRead) -> io::Result<String> {
    let mut line = Vec::new();
    reader
        .by_ref()
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
