//! `.avpr` protocols: a list of types, and messages with a request, a response and errors.
//!
//! What two sides exchange is told as schemas: the request of a message is a record of its
//! parameters, which the server reads; its response and its errors are read by the client.

use super::super::name::{Name, is_part, quoted};
use super::super::schema::{Kind, Record, Schema, Spot, TypeRef, Union};
use super::input::{Found, check_size, utf8};
use super::members::{Builder, Result, document};
use crate::json::{Document, NodeKind};
use smol_str::SmolStr;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A protocol.
#[derive(Clone, Debug)]
pub struct Protocol {
    name: Name,
    types: Vec<Schema>,
    messages: Vec<Message>,
}

/// A message of a protocol.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Message {
    /// Its name.
    pub name: SmolStr,
    /// The parameters, as a record with the name of the message.
    pub request: Schema,
    /// What the server answers.
    pub response: Schema,
    /// What the server may raise: a union with `string` first, as the specification demands.
    pub errors: Schema,
    /// Whether nobody waits for an answer.
    pub is_one_way: bool,
}

/// What a schema of a protocol is for.
///
/// Complete: a protocol holds nothing else.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum RootKind {
    /// A declared type: data of it may be read by both sides.
    Type,
    /// The server reads it, the client writes it.
    Request,
    /// The client reads it, the server writes it.
    Response,
    /// The client reads it, the server writes it.
    Errors,
}

impl RootKind {
    /// `type`, `request`, `response` or `errors`.
    pub fn name(self) -> &'static str {
        match self {
            RootKind::Type => "type",
            RootKind::Request => "request",
            RootKind::Response => "response",
            RootKind::Errors => "errors",
        }
    }
}

impl Protocol {
    /// Whether a text is an object with a member `protocol`, as only a protocol is.
    pub fn is_one(text: &str) -> bool {
        document(text, 0).is_ok_and(|document| is_protocol(&document))
    }

    /// Reads an `.avpr` text.
    ///
    /// # Errors
    /// Where the text is no protocol, with the place and what was expected.
    pub fn parse(text: &str) -> Result<Protocol> {
        check_size(text.len())?;
        Protocol::of(document(text, 0)?)
    }

    pub(super) fn of(document: Document) -> Result<Protocol> {
        let texts = vec![document];
        let builder = Builder::new(&texts);
        let top = builder.top(0);
        let (found, draft) = builder.protocol_at(top)?;
        Ok(draft.protocol(found, texts))
    }

    /// Reads the bytes of an `.avpr` file.
    ///
    /// # Errors
    /// Where they are no protocol, with the place and what was expected.
    pub fn read(bytes: &[u8]) -> Result<Protocol> {
        Protocol::parse(utf8(bytes)?)
    }

    /// Its name.
    pub fn name(&self) -> &Name {
        &self.name
    }

    /// The declared types, in the order in which they are written.
    pub fn types(&self) -> &[Schema] {
        &self.types
    }

    /// The messages, in the order in which they are written.
    pub fn messages(&self) -> &[Message] {
        &self.messages
    }

    /// Every schema of the protocol with what it is for and a name that is the same in every
    /// version: the full name of a type, or the name of a message.
    pub fn roots(&self) -> BTreeMap<(RootKind, SmolStr), Schema> {
        let mut roots = BTreeMap::new();
        for of in &self.types {
            if let Some(name) = of.kind(of.root().id).kind.name() {
                roots.insert((RootKind::Type, name.full().clone()), of.clone());
            }
        }
        for message in &self.messages {
            let name = &message.name;
            roots.insert((RootKind::Request, name.clone()), message.request.clone());
            if !message.is_one_way {
                roots.insert((RootKind::Response, name.clone()), message.response.clone());
                roots.insert((RootKind::Errors, name.clone()), message.errors.clone());
            }
        }
        roots
    }
}

pub(super) fn is_protocol(document: &Document) -> bool {
    document.member(document.root(), "protocol").is_some()
}

/// A protocol before its schemas are put together.
struct Draft {
    name: Name,
    /// So many roots are declared types; behind them are three for each message.
    n_types: usize,
    messages: Vec<MessageDraft>,
}

struct MessageDraft {
    name: SmolStr,
    is_one_way: bool,
}

impl Draft {
    fn protocol(self, found: Found, texts: Vec<Document>) -> Protocol {
        let roots = found.roots.clone();
        let arena = Arc::new(found.into_arena(texts));
        let at = |root: TypeRef| Schema {
            arena: arena.clone(),
            root,
        };
        let (types, others) = roots.split_at(self.n_types);
        let messages = self.messages.into_iter().zip(others.chunks_exact(3));
        let messages = messages.map(|(MessageDraft { name, is_one_way }, of)| {
            let (request, response, errors) = (at(of[0]), at(of[1]), at(of[2]));
            Message {
                name,
                request,
                response,
                errors,
                is_one_way,
            }
        });
        Protocol {
            name: self.name,
            types: types.iter().map(|&root| at(root)).collect(),
            messages: messages.collect(),
        }
    }
}

impl Builder<'_> {
    fn protocol_at(mut self, spot: Spot) -> Result<(Found, Draft)> {
        self.object(spot, "a protocol")?;
        let at = self.required(spot, "protocol", "the protocol")?;
        let written = self.text(at, "a name")?;
        let namespace = match self.member(spot, "namespace") {
            Some(member) => self.text(member, "a namespace")?,
            None => "",
        };
        let name = Name::new(written, namespace).map_err(|error| self.error(at, error))?;
        let namespace = name.namespace();
        let mut n_types = 0;
        if let Some(list) = self.member(spot, "types") {
            for item in self.items(list, "an array of types")? {
                let of = self.type_at(item, namespace)?;
                self.roots.push(of);
                n_types += 1;
            }
        }
        let mut messages = Vec::new();
        if let Some(list) = self.member(spot, "messages") {
            for (name, at) in self.members(list, "an object of messages")? {
                messages.push(self.message_at(name, at, namespace)?);
            }
        }
        let draft = Draft {
            name,
            n_types,
            messages,
        };
        Ok((self.checked()?, draft))
    }

    /// Reads a message; its request, response and errors become roots.
    fn message_at(&mut self, name: &str, spot: Spot, namespace: &str) -> Result<MessageDraft> {
        if !is_part(name) {
            let message = format!("expected the name of a message, found {}", quoted(name));
            return Err(self.error(spot, message));
        }
        self.object(spot, "a message")?;
        let list = self.required(spot, "request", "the message")?;
        let (fields, by_name) = self.fields(list, namespace)?;
        let record_name = Name::new(name, "").map_err(|error| self.error(spot, error))?;
        let aliases = Vec::new();
        let kind = Kind::Record(Record {
            name: record_name,
            aliases,
            fields,
            is_error: false,
            by_name,
        });
        let id = self.push(kind, list, BTreeMap::new());
        self.roots.push(TypeRef { id, spot: list });

        let is_one_way = match self.member(spot, "one-way").map(|spot| self.node(spot)) {
            Some(NodeKind::Bool(value)) => value,
            _ => false,
        };
        let response = match self.member(spot, "response") {
            Some(at) => self.type_at(at, namespace)?,
            None if is_one_way => {
                let id = self.push(Kind::Null, spot, BTreeMap::new());
                TypeRef { id, spot }
            }
            None => return Err(self.error(spot, "expected `response` in the message")),
        };
        self.roots.push(response);

        let errors_at = self.member(spot, "errors");
        let errors_spot = errors_at.unwrap_or(spot);
        let text = self.push(Kind::String, errors_spot, BTreeMap::new());
        let mut branches = vec![TypeRef {
            id: text,
            spot: errors_spot,
        }];
        if let Some(list) = errors_at {
            for item in self.items(list, "an array of errors")? {
                let of = self.type_at(item, namespace)?;
                // Some writers say `string` themselves.
                if !matches!(self.node(item), NodeKind::String("string")) {
                    branches.push(of);
                }
            }
        }
        let id = self.push(
            Kind::Union(Union { branches }),
            errors_spot,
            BTreeMap::new(),
        );
        self.roots.push(TypeRef {
            id,
            spot: errors_spot,
        });
        let name = SmolStr::from(name);
        Ok(MessageDraft { name, is_one_way })
    }
}
