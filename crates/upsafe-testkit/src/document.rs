//! The parts of a Markdown page that matter here: headings and fenced blocks, with their places.
//!
//! What must stay true: a block's range is exactly its body, so that an expectation can be replaced
//! without touching another byte.

use std::ops::Range;

/// A page, cut into what matters.
pub(crate) struct Document {
    pub(crate) headings: Vec<Heading>,
    pub(crate) blocks: Vec<Block>,
}

/// A heading of the form `# text`.
#[derive(Debug)]
pub(crate) struct Heading {
    pub(crate) level: usize,
    pub(crate) text: String,
    pub(crate) line: usize,
    /// What stands below, up to the next heading of any level.
    pub(crate) body: String,
}

/// A fenced block.
#[derive(Debug)]
pub(crate) struct Block {
    /// The words of the info string.
    pub(crate) info: Vec<String>,
    /// The lines between the fences, each with its end.
    pub(crate) text: String,
    pub(crate) body: Range<usize>,
    pub(crate) line: usize,
    /// How many backticks fence it.
    pub(crate) fence: usize,
}

impl Document {
    /// Cuts a page. The error says which fence is not closed.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let mut document = Self {
            headings: Vec::new(),
            blocks: Vec::new(),
        };
        let mut open: Option<Block> = None;
        let mut at = 0;
        for (line, content) in (1..).zip(text.split_inclusive('\n')) {
            let end = at + content.len();
            let plain = content.trim_end();
            match &mut open {
                Some(block) if closes(plain, block.fence) => {
                    block.body.end = at;
                    block.text = text[block.body.clone()].to_owned();
                    document.blocks.extend(open.take());
                }
                Some(_) => {}
                None => open = document.outside(plain, line, end),
            }
            at = end;
        }
        match open {
            Some(block) => Err(format!("line {}: the fence is not closed", block.line)),
            None => Ok(document),
        }
    }

    /// Takes a line that is in no block; returns the block that it opens.
    fn outside(&mut self, plain: &str, line: usize, end: usize) -> Option<Block> {
        let level = plain.bytes().take_while(|byte| *byte == b'#').count();
        if let Some(text) = plain[level..].strip_prefix(' ').filter(|_| level > 0) {
            self.headings.push(Heading {
                level,
                text: text.trim().to_owned(),
                line,
                body: String::new(),
            });
            return None;
        }
        if let Some(heading) = self.headings.last_mut() {
            heading.body.push_str(plain);
        }
        let fence = backticks(plain);
        (fence >= 3).then(|| Block {
            info: plain[fence..]
                .split_whitespace()
                .map(str::to_owned)
                .collect(),
            text: String::new(),
            body: end..end,
            line,
            fence,
        })
    }
}

/// How many backticks a line begins with.
pub(crate) fn backticks(line: &str) -> usize {
    line.bytes().take_while(|byte| *byte == b'`').count()
}

fn closes(line: &str, fence: usize) -> bool {
    let found = backticks(line);
    found >= fence && found == line.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_cut_into_headings_and_blocks() {
        let text = "# a b\r\nintro\n````md x=1 y\n# no heading\n```toml\n```\n````\n## Next\n";
        let document = Document::parse(text).unwrap();
        let headings: Vec<_> = document
            .headings
            .iter()
            .map(|h| (h.level, h.text.as_str(), h.line))
            .collect();
        assert_eq!(headings, [(1, "a b", 1), (2, "Next", 8)]);
        let [block] = &document.blocks[..] else {
            panic!("{:?}", document.blocks)
        };
        assert_eq!(block.info, ["md", "x=1", "y"]);
        assert_eq!(block.text, "# no heading\n```toml\n```\n");
        assert_eq!(&text[block.body.clone()], block.text);
        assert_eq!((block.line, block.fence), (3, 4));
    }

    #[test]
    fn an_open_fence_is_told() {
        let error = Document::parse("a\n```toml\nb").err();
        assert_eq!(error.as_deref(), Some("line 2: the fence is not closed"));
        assert!(Document::parse("").is_ok());
    }
}
