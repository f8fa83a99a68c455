//! References: what they name, along which path, and which are the same on both sides.

use super::lower::{Context, Lowering};
use super::registry::{ResourceId, Spot, Target};
use crate::json::{NodeKind, TypeSet};
use crate::relation::Side;
use crate::semantics::Defaults;
use crate::set::Id;
use std::rc::Rc;

/// The longest text for which references of both sides are matched.
const MAX_SHARED_TEXT: usize = 200_000;

impl Lowering<'_> {
    /// `$ref`, `$dynamicRef`, `$recursiveRef`.
    pub(super) fn references(&mut self, at: Target, context: &Context) -> Option<Id> {
        let targets = self.reference_targets(at, context);
        let mut parts = Vec::new();
        for target in targets {
            parts.push(match target {
                Ok(target) => self.referenced(target, context),
                Err(what) => {
                    let key = format!("ref {what}");
                    self.opaque(&key, ("$ref", at), &what, TypeSet::ALL)
                }
            });
        }
        (!parts.is_empty()).then(|| self.store.and(parts))
    }

    fn referenced(&mut self, target: Target, context: &Context) -> Id {
        let Some(signature) = self.signature(target) else {
            return self.in_place(target, context);
        };
        // Without switches that treat the sides differently, they may share.
        let side = if self.semantics.defaults == Defaults::Filled {
            self.side
        } else {
            Side::Reader
        };
        let key = (signature, side, context.defaults.clone());
        if let Some(&known) = self.shared.get(&key) {
            return known;
        }
        let id = self.in_place(target, context);
        self.shared.insert(key, id);
        id
    }

    /// The schemas that the references of a schema object name, or why that is not known.
    pub(super) fn reference_targets(
        &mut self,
        at: Target,
        context: &Context,
    ) -> Vec<Result<Target, String>> {
        let dialect = self.dialect(at);
        let mut targets = Vec::new();
        for keyword in ["$ref", "$dynamicRef", "$recursiveRef"] {
            if !dialect.knows(keyword) {
                continue;
            }
            let Some(part) = self.registry.member(at.spot, keyword) else {
                continue;
            };
            let text = self.registry.document(part).string(part.node);
            let Some(text) = text.map(str::to_owned) else {
                continue;
            };
            let target = self.registry.resolve(at.resource, &text);
            let target = target.map_err(|uri| format!("`{uri}` is not here and never fetched"));
            targets.push(match (keyword, target) {
                // The draft knows no other, and validators read another as they like.
                ("$recursiveRef", _) if text != "#" => {
                    self.loops = true;
                    Err(format!("`$recursiveRef` is `{text}`, expected `#`"))
                }
                ("$dynamicRef", Ok(target)) => Ok(self.dynamic(target, &text, context)),
                ("$recursiveRef", Ok(target)) => Ok(self.recursive(target, context)),
                (_, target) => target,
            });
        }
        targets
    }

    fn dynamic(&self, target: Target, reference: &str, context: &Context) -> Target {
        let name = reference.split_once('#').map_or("", |(_, name)| name);
        if self.registry.dynamic_anchor(target.resource, name) != Some(target.spot) {
            return target;
        }
        let outermost = context.scope.iter().find_map(|&resource| {
            let spot = self.registry.dynamic_anchor(resource, name)?;
            Some(Target { spot, resource })
        });
        outermost.unwrap_or(target)
    }

    fn recursive(&self, target: Target, context: &Context) -> Target {
        if !self.registry.resource(target.resource).recursive_anchor {
            return target;
        }
        let anchored = |&&resource: &&ResourceId| self.registry.resource(resource).recursive_anchor;
        let outermost = context.scope.iter().find(anchored);
        outermost.map_or(target, |&resource| Target {
            spot: self.registry.resource(resource).root,
            resource,
        })
    }

    /// What a schema says, with the targets of its references, as one text; `None` where that is
    /// not the whole of it.
    fn signature(&mut self, target: Target) -> Option<Rc<str>> {
        if let Some(known) = self.signatures.get(&target) {
            return known.clone();
        }
        let signature = self.new_signature(target);
        let spent = signature.as_ref().map_or(0, String::len);
        self.signature_room = self.signature_room.saturating_sub(spent);
        let signature = signature.map(Rc::from);
        self.signatures.insert(target, signature.clone());
        signature
    }

    fn new_signature(&mut self, target: Target) -> Option<String> {
        let small = self.schema.document.text().len() <= MAX_SHARED_TEXT;
        if self.registry.is_dynamic || !small || self.signature_room == 0 || target.resource != 0 {
            return None;
        }
        let mut seen = vec![target];
        let mut signature = String::new();
        let mut at = 0;
        while at < seen.len() {
            let here = seen[at];
            at += 1;
            if signature.len() > self.signature_room {
                self.signature_room = 0;
                return None;
            }
            signature.push_str(&format!(
                "\n{} {}",
                self.dialect(here).name(),
                self.value(here)
            ));
            let mut todo = vec![here.spot];
            let mut references = Vec::new();
            while let Some(spot) = todo.pop() {
                match self.registry.kind(spot) {
                    NodeKind::Array(items) => {
                        todo.extend(items.iter().map(|&node| Spot { node, ..spot }));
                    }
                    NodeKind::Object(members) => {
                        todo.extend(members.values().map(|node| Spot { node, ..spot }));
                        let reference = members.get("$ref").map(|node| Spot { node, ..spot });
                        if let Some(part) = reference
                            && let NodeKind::String(text) = self.registry.kind(part)
                        {
                            references.push(text.to_owned());
                        }
                    }
                    _ => {}
                }
            }
            for text in references {
                match self.registry.resolve(0, &text) {
                    Ok(target) if target.resource == 0 => {
                        let known = seen.iter().position(|&old| old == target);
                        let index = known.unwrap_or_else(|| {
                            seen.push(target);
                            seen.len() - 1
                        });
                        signature.push_str(&format!(" {index}"));
                    }
                    _ => return None,
                }
            }
        }
        Some(signature)
    }
}
