//! What belongs to one type: its names, its meaning, its symbols, its documentation.

use super::super::logical::Logical;
use super::super::schema::{Enum, Spot, Type};
use super::breaks::{of_names, of_types};
use super::change::ChangeKind;
use super::pairing::symbols;
use super::path::PathId;
use super::walk::{Walk, missing};
use crate::change::Breaks;
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// Members without meaning, by name.
type Properties = BTreeMap<SmolStr, Spot>;

impl Walk<'_> {
    pub(super) fn names(&mut self, was: &Type, is: &Type, path: PathId) {
        let (Some(from), Some(to)) = (was.kind.name(), is.kind.name()) else {
            return;
        };
        let at = (was.spot, is.spot);
        if from != to {
            let message = format!("`{from}` is called `{to}` now");
            let has_alias = is.kind.aliases().contains(from);
            let kind = if from.short() == to.short() {
                ChangeKind::NamespaceChanged
            } else {
                ChangeKind::NameChanged { has_alias }
            };
            self.tell_breaking(kind, of_names(&was.kind, &is.kind), message, at, path);
        }
        let (before, after) = (was.kind.aliases(), is.kind.aliases());
        for alias in missing(after, before) {
            let message = format!("`{to}` has the alias `{alias}` now");
            self.tell(
                ChangeKind::AliasAdded(alias.full().clone()),
                message,
                at,
                path,
            );
        }
        for alias in missing(before, after) {
            let message = format!("`{to}` has no alias `{alias}` any more");
            self.tell(
                ChangeKind::AliasRemoved(alias.full().clone()),
                message,
                at,
                path,
            );
        }
    }

    pub(super) fn logical(&mut self, was: &Type, is: &Type, at: (Spot, Spot), path: PathId) {
        match (was.logical, is.logical) {
            (None, None) => {}
            (None, Some(to)) => {
                let message = format!("the logical type `{to}` was added");
                self.tell(ChangeKind::LogicalAdded, message, at, path);
            }
            (Some(from), None) => {
                let message = format!("the logical type `{from}` was removed");
                self.tell(ChangeKind::LogicalRemoved, message, at, path);
            }
            (
                Some(Logical::Decimal {
                    precision: p_from,
                    scale: s_from,
                }),
                Some(Logical::Decimal {
                    precision: p_to,
                    scale: s_to,
                }),
            ) => {
                if p_from != p_to {
                    let message = format!("the precision changed from {p_from} to {p_to} digits");
                    let kind = ChangeKind::PrecisionChanged {
                        from: p_from,
                        to: p_to,
                    };
                    let breaks = Breaks::new(p_from > p_to, p_from < p_to);
                    self.tell_breaking(kind, breaks, message, at, path);
                }
                if s_from != s_to {
                    let message = format!("the scale changed from {s_from} to {s_to} digits");
                    let kind = ChangeKind::ScaleChanged {
                        from: s_from,
                        to: s_to,
                    };
                    self.tell_breaking(kind, Breaks::Both, message, at, path);
                }
            }
            (Some(from), Some(to)) if from != to => {
                let message = format!("the logical type changed from `{from}` to `{to}`");
                let breaks = of_types(was, is);
                self.tell_breaking(ChangeKind::LogicalChanged, breaks, message, at, path);
            }
            _ => {}
        }
    }

    /// Documentation and members without meaning.
    pub(super) fn extras(
        &mut self,
        doc: (Option<Spot>, Option<Spot>),
        properties: (&Properties, &Properties),
        at: (Spot, Spot),
        path: PathId,
    ) {
        let is_same = match doc {
            (None, None) => true,
            (Some(was), Some(is)) => self.old.is_equal(was, self.new, is),
            _ => false,
        };
        if !is_same {
            self.tell(
                ChangeKind::DocChanged,
                "the documentation changed",
                at,
                path,
            );
        }
        for (name, &spot) in properties.0 {
            match properties.1.get(name) {
                None => {
                    let message = format!("the property `{name}` was removed");
                    let kind = ChangeKind::PropertyRemoved(name.clone());
                    self.tell(kind, message, (spot, at.1), path);
                }
                Some(&now) if !self.old.is_equal(spot, self.new, now) => {
                    let message = format!("the property `{name}` has another value");
                    let kind = ChangeKind::PropertyChanged(name.clone());
                    self.tell(kind, message, (spot, now), path);
                }
                Some(_) => {}
            }
        }
        for (name, &spot) in properties.1 {
            if !properties.0.contains_key(name) {
                let message = format!("the property `{name}` was added");
                let kind = ChangeKind::PropertyAdded(name.clone());
                self.tell(kind, message, (at.0, spot), path);
            }
        }
    }

    pub(super) fn symbols(&mut self, was: &Enum, is: &Enum, at: (Spot, Spot), path: PathId) {
        let pairing = symbols(was, is);
        for &index in &pairing.old_only {
            let (symbol, spot) = was.symbols[index].clone();
            let message = format!("symbol `{symbol}` was removed");
            self.tell_breaking(
                ChangeKind::SymbolRemoved(symbol),
                Breaks::new(is.default.is_none(), false),
                message,
                (spot, at.1),
                path,
            );
        }
        for &index in &pairing.new_only {
            let (symbol, spot) = is.symbols[index].clone();
            let message = format!("symbol `{symbol}` was added");
            let breaks = Breaks::new(false, was.default.is_none());
            let kind = ChangeKind::SymbolAdded(symbol);
            self.tell_breaking(kind, breaks, message, (at.0, spot), path);
        }
        for (from, to) in pairing.moved() {
            let (symbol, spot) = is.symbols[to].clone();
            let message = format!("symbol `{symbol}` stands at another place");
            let spots = (was.symbols[from].1, spot);
            self.tell(ChangeKind::SymbolMoved(symbol), message, spots, path);
        }
        let default = |of: &Enum| of.default.map(|index| of.symbols[index].0.clone());
        match (default(was), default(is)) {
            (None, Some(symbol)) => {
                let message = format!("unknown symbols are read as `{symbol}` now");
                self.tell(ChangeKind::EnumDefaultAdded(symbol), message, at, path);
            }
            (Some(symbol), None) => {
                let message = format!("unknown symbols are not read as `{symbol}` any more");
                self.tell(ChangeKind::EnumDefaultRemoved(symbol), message, at, path);
            }
            (Some(from), Some(to)) if from != to => {
                let message = format!("unknown symbols are read as `{to}`, not as `{from}`");
                self.tell(ChangeKind::EnumDefaultChanged, message, at, path);
            }
            _ => {}
        }
    }
}
