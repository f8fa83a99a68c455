//! The ECMA 262 regular expression syntax (with the `u` flag's classes), to a small tree.
//!
//! Depth is bounded, so the passes over the tree may recurse.

use super::Refused;
use super::class::Class;

const MAX_DEPTH: usize = 60;
const MAX_LENGTH: usize = 20_000;

#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Ast {
    Class(Class),
    Concat(Vec<Ast>),
    Either(Vec<Ast>),
    Repeat {
        body: Box<Ast>,
        min: u32,
        max: Option<u32>,
    },
    /// `^`
    Start,
    /// `$`
    End,
    /// `(?=...)` and `(?!...)`
    Ahead {
        body: Box<Ast>,
        negative: bool,
    },
}

/// What `.` stands for. Complete: the dialects do one or the other.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Dot {
    /// Every character but the ends of lines: ECMA 262.
    #[default]
    NoLineEnd,
    /// Every character.
    Any,
}

pub(super) fn parse(source: &str, dot: Dot) -> Result<Ast, Refused> {
    if source.len() > MAX_LENGTH {
        return Err(Refused::Size);
    }
    let mut parser = Parser {
        chars: source.chars().collect(),
        at: 0,
        dot,
    };
    let ast = parser.either(0)?;
    if parser.at < parser.chars.len() {
        return Err(Refused::Syntax);
    }
    Ok(ast)
}

struct Parser {
    chars: Vec<char>,
    at: usize,
    dot: Dot,
}

impl Parser {
    fn either(&mut self, depth: usize) -> Result<Ast, Refused> {
        if depth > MAX_DEPTH {
            return Err(Refused::Size);
        }
        let mut branches = vec![self.concat(depth)?];
        while self.eat('|') {
            branches.push(self.concat(depth)?);
        }
        Ok(match branches.len() {
            1 => branches.swap_remove(0),
            _ => Ast::Either(branches),
        })
    }

    fn concat(&mut self, depth: usize) -> Result<Ast, Refused> {
        let mut parts: Vec<Ast> = Vec::new();
        while let Some(c) = self.peek() {
            if c == '|' || c == ')' {
                break;
            }
            let atom = self.atom(depth)?;
            let atom = self.quantified(atom)?;
            // A second assertion of the same end says nothing more.
            if !(matches!(atom, Ast::Start | Ast::End) && parts.last() == Some(&atom)) {
                parts.push(atom);
            }
        }
        Ok(match parts.len() {
            1 => parts.swap_remove(0),
            _ => Ast::Concat(parts),
        })
    }

    fn quantified(&mut self, atom: Ast) -> Result<Ast, Refused> {
        let simple = match self.peek() {
            Some('*') => Some((0, None)),
            Some('+') => Some((1, None)),
            Some('?') => Some((0, Some(1))),
            _ => None,
        };
        let (min, max) = match (simple, self.peek()) {
            (Some(bounds), _) => {
                self.at += 1;
                bounds
            }
            (None, Some('{')) => match self.braces()? {
                Some(bounds) => bounds,
                None => return Ok(atom),
            },
            _ => return Ok(atom),
        };
        self.eat('?');
        if matches!(self.peek(), Some('*' | '+' | '?')) {
            return Err(Refused::Syntax);
        }
        if matches!(atom, Ast::Start | Ast::End | Ast::Ahead { .. }) {
            return Err(Refused::Construct("a repeated assertion"));
        }
        Ok(Ast::Repeat {
            body: Box::new(atom),
            min,
            max,
        })
    }

    /// `{2}`, `{2,}`, `{2,3}`; anything else is a literal brace and `None`.
    fn braces(&mut self) -> Result<Option<(u32, Option<u32>)>, Refused> {
        let rest = &self.chars[self.at + 1..];
        let Some(end) = rest.iter().position(|&c| c == '}') else {
            return Ok(None);
        };
        let inside: String = rest[..end].iter().collect();
        let (low, high) = match inside.split_once(',') {
            Some((low, high)) => (low.to_owned(), Some(high.to_owned())),
            None => (inside, None),
        };
        let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        if !digits(&low) || high.as_deref().is_some_and(|h| !h.is_empty() && !digits(h)) {
            return Ok(None);
        }
        let number = |s: &str| s.parse::<u32>().map_err(|_| Refused::Size);
        let min = number(&low)?;
        let max = match high {
            None => Some(min),
            Some(high) if high.is_empty() => None,
            Some(high) => Some(number(&high)?),
        };
        if max.is_some_and(|max| max < min) {
            return Err(Refused::Syntax);
        }
        self.at += end + 2;
        Ok(Some((min, max)))
    }

    fn atom(&mut self, depth: usize) -> Result<Ast, Refused> {
        let c = self.next().ok_or(Refused::Syntax)?;
        Ok(match c {
            '^' => Ast::Start,
            '$' => Ast::End,
            '.' => Ast::Class(match self.dot {
                Dot::NoLineEnd => Class::dot(),
                Dot::Any => Class::any(),
            }),
            '(' => self.group(depth)?,
            '[' => Ast::Class(self.bracket()?),
            '\\' => self.escape()?,
            '*' | '+' | '?' => return Err(Refused::Syntax),
            c => Ast::Class(Class::one(c)),
        })
    }

    fn group(&mut self, depth: usize) -> Result<Ast, Refused> {
        let mut ahead = None;
        if self.eat('?') {
            match self.next() {
                Some(':') => {}
                Some('=') => ahead = Some(false),
                Some('!') => ahead = Some(true),
                Some('<') => {
                    if matches!(self.peek(), Some('=' | '!')) {
                        return Err(Refused::Construct("a look-behind assertion"));
                    }
                    while self.next().ok_or(Refused::Syntax)? != '>' {}
                }
                _ => return Err(Refused::Syntax),
            }
        }
        let body = self.either(depth + 1)?;
        if !self.eat(')') {
            return Err(Refused::Syntax);
        }
        Ok(match ahead {
            Some(negative) => Ast::Ahead {
                body: Box::new(body),
                negative,
            },
            None => body,
        })
    }

    fn escape(&mut self) -> Result<Ast, Refused> {
        match self.peek() {
            Some('b' | 'B') => Err(Refused::Construct("a word boundary")),
            Some('1'..='9' | 'k') => Err(Refused::Construct("a back-reference")),
            _ => Ok(Ast::Class(self.class_escape()?)),
        }
    }

    fn class_escape(&mut self) -> Result<Class, Refused> {
        let c = self.next().ok_or(Refused::Syntax)?;
        Ok(match c {
            'd' => Class::digit(),
            'D' => Class::digit().complement(),
            'w' => Class::word(),
            'W' => Class::word().complement(),
            's' => Class::space(),
            'S' => Class::space().complement(),
            't' => Class::one('\t'),
            'n' => Class::one('\n'),
            'v' => Class::one('\u{b}'),
            'f' => Class::one('\u{c}'),
            'r' => Class::one('\r'),
            '0' => Class::one('\0'),
            'c' => {
                let letter = self.next().filter(char::is_ascii_alphabetic);
                let code = u32::from(letter.ok_or(Refused::Syntax)?) % 32;
                Class::of([(code, code)])
            }
            'x' => self.hex(2)?,
            'u' if self.peek() == Some('{') => {
                self.at += 1;
                let mut digits = String::new();
                loop {
                    match self.next() {
                        Some('}') => break,
                        Some(c) => digits.push(c),
                        None => return Err(Refused::Syntax),
                    }
                }
                code_point(&digits)?
            }
            'u' => self.hex(4)?,
            'p' | 'P' => {
                if !self.eat('{') {
                    return Err(Refused::Syntax);
                }
                let mut name = String::new();
                loop {
                    match self.next() {
                        Some('}') => break,
                        Some(c) => name.push(c),
                        None => return Err(Refused::Syntax),
                    }
                }
                let class = Class::property(&name).ok_or(Refused::Syntax)?;
                if c == 'P' { class.complement() } else { class }
            }
            c if c.is_ascii_alphanumeric() => return Err(Refused::Syntax),
            c => Class::one(c),
        })
    }

    fn hex(&mut self, n: usize) -> Result<Class, Refused> {
        let end = self.at + n;
        let digits: String = self
            .chars
            .get(self.at..end)
            .ok_or(Refused::Syntax)?
            .iter()
            .collect();
        self.at = end;
        code_point(&digits)
    }

    fn bracket(&mut self) -> Result<Class, Refused> {
        let negative = self.eat('^');
        let mut class = Class::of([]);
        loop {
            let first = match self.next().ok_or(Refused::Syntax)? {
                ']' => break,
                c => self.member(c)?,
            };
            let is_range = self.peek() == Some('-')
                && self.chars.get(self.at + 1).is_some_and(|&c| c != ']')
                && single(&first).is_some();
            if !is_range {
                class = class.union(&first);
                continue;
            }
            self.at += 1;
            let c = self.next().ok_or(Refused::Syntax)?;
            let last = self.member(c)?;
            match (single(&first), single(&last)) {
                (Some(a), Some(b)) if a <= b => class = class.union(&Class::of([(a, b)])),
                (Some(_), Some(_)) => return Err(Refused::Syntax),
                _ => class = class.union(&first).union(&last).union(&Class::one('-')),
            }
        }
        Ok(if negative { class.complement() } else { class })
    }

    fn member(&mut self, c: char) -> Result<Class, Refused> {
        match (c, self.peek()) {
            ('\\', Some('b')) => {
                self.at += 1;
                Ok(Class::one('\u{8}'))
            }
            ('\\', Some('-')) => {
                self.at += 1;
                Ok(Class::one('-'))
            }
            ('\\', _) => self.class_escape(),
            (c, _) => Ok(Class::one(c)),
        }
    }

    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += 1;
        Some(c)
    }

    fn eat(&mut self, c: char) -> bool {
        let found = self.peek() == Some(c);
        if found {
            self.at += 1;
        }
        found
    }
}

fn code_point(digits: &str) -> Result<Class, Refused> {
    let code = u32::from_str_radix(digits, 16).map_err(|_| Refused::Syntax)?;
    match char::from_u32(code) {
        Some(c) => Ok(Class::one(c)),
        None => Err(Refused::Construct("half of a surrogate pair")),
    }
}

fn single(class: &Class) -> Option<u32> {
    match class.ranges() {
        [(a, b)] if a == b => Some(*a),
        _ => None,
    }
}
