//! Formats of networks: addresses, ranges, hosts, and URIs, as Go's library parses them.

use std::net::Ipv6Addr;

pub(super) fn is_ipv4(text: &str) -> bool {
    text.contains('.') && (octets(text) || v6(text))
}

pub(super) fn is_ipv6(text: &str) -> bool {
    text.contains(':') && v6(text)
}

pub(super) fn is_cidr(text: &str) -> bool {
    let Some((address, bits)) = text.split_once('/') else {
        return false;
    };
    let most = match (octets(address), v6(address)) {
        (true, _) => 32,
        (false, true) => 128,
        (false, false) => return false,
    };
    let is_number = !bits.is_empty() && bits.bytes().all(|byte| byte.is_ascii_digit());
    is_number && bits.parse::<u32>().is_ok_and(|bits| bits <= most)
}

fn v6(text: &str) -> bool {
    text.parse::<Ipv6Addr>().is_ok()
}

/// Four numbers; leading zeros are tolerated.
fn octets(text: &str) -> bool {
    let part = |part: &str| {
        let is_number = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        is_number && part.parse::<u32>().is_ok_and(|number| number <= 255)
    };
    text.split('.').count() == 4 && text.split('.').all(part)
}

/// 6, 8 or 20 octets, written by colons, dashes, or in groups of four by dots.
pub(super) fn is_mac(text: &str) -> bool {
    let is_hex =
        |part: &str, n: usize| part.len() == n && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    for separator in [':', '-'] {
        if text.contains(separator) {
            let n = text.split(separator).count();
            return matches!(n, 6 | 8 | 20) && text.split(separator).all(|part| is_hex(part, 2));
        }
    }
    let n = text.split('.').count();
    matches!(n, 3 | 4 | 10) && text.split('.').all(|part| is_hex(part, 4))
}

/// A host name: letters and symbols of any script, dashes inside, a domain at the end of several labels.
pub(super) fn is_hostname(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    let is_name = |c: &char| c.is_ascii_alphanumeric() || c.is_alphabetic() || is_symbol(*c);
    let is_single = || {
        let Some((first, rest)) = chars.split_first() else {
            return false;
        };
        let rest = match rest.split_first() {
            Some(('-', rest)) => rest,
            _ => rest,
        };
        is_name(first) && rest.len() <= 62 && rest.iter().all(is_name)
    };
    let is_qualified = || {
        let labels: Vec<&[char]> = chars.split(|c| *c == '.').collect();
        let Some((last, labels)) = labels.split_last() else {
            return false;
        };
        let is_label = |label: &&[char]| {
            let edges = label.first().is_some_and(is_name) && label.last().is_some_and(is_name);
            edges && label.len() <= 63 && label.iter().all(|c| is_name(c) || *c == '-')
        };
        !labels.is_empty()
            && labels.iter().all(is_label)
            && (2..=63).contains(&last.len())
            && last.iter().all(|c| c.is_alphabetic())
    };
    (is_single() || is_qualified())
        && text.len() <= 255
        && text.split('.').all(|label| label.len() <= 63)
}

/// Symbols of Unicode: what is neither letter, mark, number, punctuation, space nor control.
fn is_symbol(c: char) -> bool {
    if c.is_ascii() {
        return matches!(c, '$' | '+' | '<' | '=' | '>' | '^' | '`' | '|' | '~');
    }
    let is_other = c.is_alphanumeric() || c.is_whitespace() || c.is_control();
    let is_punctuation = matches!(c, '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{3001}'..='\u{3003}')
        || matches!(
            c,
            '\u{a1}' | '\u{a7}' | '\u{ab}' | '\u{ad}' | '\u{b6}' | '\u{b7}' | '\u{bb}' | '\u{bf}'
        )
        || matches!(c, '\u{300}'..='\u{36f}');
    !is_other && !is_punctuation
}

/// What a request may name: an absolute URI, or an absolute path.
pub(super) fn is_uri(text: &str) -> bool {
    if text.is_empty() || text.bytes().any(|byte| byte < 0x20 || byte == 0x7f) {
        return false;
    }
    if text == "*" {
        return true;
    }
    let Ok((has_scheme, rest)) = scheme(text) else {
        return false;
    };
    let path = rest.split('?').next().unwrap_or(rest);
    let Some(after) = rest.strip_prefix('/') else {
        return has_scheme;
    };
    let escapes_well = |part: &str| {
        let mut rest = part;
        while let Some(at) = rest.find('%') {
            let digits = rest.as_bytes().get(at + 1..at + 3);
            if !digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)) {
                return false;
            }
            rest = &rest[at + 3..];
        }
        true
    };
    if !has_scheme && after.starts_with('/') {
        // Without a scheme, two slashes are a path in a request.
        return escapes_well(path);
    }
    match after.strip_prefix('/') {
        Some(authority) if has_scheme => {
            let (authority, path) = match authority.find(['/', '?']) {
                Some(at) => authority.split_at(at),
                None => (authority, ""),
            };
            let path = path.split('?').next().unwrap_or(path);
            is_authority(authority) && escapes_well(path)
        }
        _ => escapes_well(path),
    }
}

/// Whether there is a scheme, and what comes after it.
fn scheme(text: &str) -> Result<(bool, &str), ()> {
    for (at, c) in text.char_indices() {
        match c {
            'a'..='z' | 'A'..='Z' => {}
            '0'..='9' | '+' | '-' | '.' if at > 0 => {}
            ':' if at == 0 => return Err(()),
            ':' => return Ok((true, &text[at + 1..])),
            _ => return Ok((false, text)),
        }
    }
    Ok((false, text))
}

fn is_authority(text: &str) -> bool {
    let host = text.rsplit('@').next().unwrap_or(text);
    let (host, port) = match host.strip_prefix('[') {
        Some(inner) => match inner.split_once(']') {
            Some((host, port)) => (host, port.strip_prefix(':').unwrap_or(port)),
            None => return false,
        },
        None => host.rsplit_once(':').unwrap_or((host, "")),
    };
    let is_refused = |c: char| {
        matches!(
            c,
            ' ' | '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}'
        )
    };
    !host.contains(is_refused)
        && !text.contains(' ')
        && port.bytes().all(|byte| byte.is_ascii_digit())
}

/// `a@b`, or a name with `<a@b>`.
pub(super) fn is_email(text: &str) -> bool {
    let text = text.trim_matches([' ', '\t']);
    let address = match (text.strip_suffix('>'), text.rfind('<')) {
        (Some(inner), Some(at)) => inner.get(at + 1..).unwrap_or(""),
        _ => text,
    };
    let Some((local, domain)) = address.rsplit_once('@') else {
        return false;
    };
    let is_atom = |part: &str| {
        let is_text = |c: char| {
            c.is_ascii_alphanumeric() || !c.is_ascii() || "!#$%&'*+-/=?^_`{|}~".contains(c)
        };
        !part.is_empty() && part.chars().all(is_text)
    };
    let is_quoted = local.len() >= 2 && local.starts_with('"') && local.ends_with('"');
    let is_literal = domain.starts_with('[') && domain.ends_with(']');
    let is_local = is_quoted || local.split('.').all(is_atom);
    is_local && (is_literal || domain.split('.').all(is_atom))
}
