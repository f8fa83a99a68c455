//! Objects: properties by content model, dependencies the wrong way round.

use super::compare::{Compare, PROPERTIES, limits, refusal};
use super::kind::{Members, is_false, is_something, is_true, members};
use crate::json::Value;
use crate::profile::model::{Answer, Refusal};
use std::collections::BTreeSet;
use std::sync::Arc;

impl Compare {
    pub(super) fn objects(&mut self, reader: &Members, writer: &Members, path: &str) -> Answer {
        let empty = Members::new();
        let into = members(reader.get("properties")).unwrap_or(&empty);
        let from = members(writer.get("properties")).unwrap_or(&empty);
        let mut told = Vec::new();
        let at = format!("{path}/properties");
        for (name, read) in into {
            let Some(written) = from.get(name) else {
                continue;
            };
            let path = format!("{at}/{name}");
            let (Some(own), Some(other)) = (members(Some(read)), members(Some(written))) else {
                return Err(format!("property `{name}` is no object"));
            };
            if is_something(own.get("required")) && !is_something(other.get("required")) {
                told.push(refusal("required-attribute-added", &path));
            }
            told.extend(self.compare(Some(read), Some(written), &path)?);
        }
        let gone: Vec<&Arc<str>> = from
            .keys()
            .filter(|name| !into.contains_key(*name))
            .collect();
        let is_new = |name: &&Arc<str>| !from.contains_key(*name);
        let come: Vec<&Arc<str>> = into.keys().filter(is_new).collect();
        if !gone.is_empty() && !is_open(reader) {
            for name in gone {
                told.extend(self.removed(name, reader, from, &at)?);
            }
        } else if !come.is_empty() && is_open(writer) {
            told.push(refusal("property-added-to-open-content-model", &at));
        } else {
            for name in come {
                told.extend(self.added(name, (reader, into), writer, &at)?);
            }
        }
        told.extend(dependencies(reader, writer, path)?);
        let schemas = members(reader.get("dependentSchemas")).unwrap_or(&empty);
        for (name, written) in members(writer.get("dependentSchemas")).unwrap_or(&empty) {
            told.extend(self.compare(schemas.get(name), Some(written), path)?);
        }
        told.extend(limits(reader, writer, &PROPERTIES, path));
        let name = "additionalProperties";
        let (read, written) = (reader.get(name), writer.get(name));
        let at = format!("{path}/{name}");
        if read.is_some() && written.is_none() {
            told.push(refusal("additional-properties-narrowed", &at));
        }
        if is_something(read) && is_something(written) {
            told.extend(self.compare(read, written, &at)?);
        }
        Ok(told)
    }

    fn removed(&mut self, name: &str, reader: &Members, from: &Members, path: &str) -> Answer {
        let Some(cover) = covering(reader, name)? else {
            let rule = "property-removed-from-closed-content-model";
            return Ok(vec![refusal(rule, path)]);
        };
        let mut told = self.compare(Some(cover), from.get(name), path)?;
        if !told.is_empty() {
            let rule = "property-removed-not-covered-by-partially-open-content-model";
            told.push(refusal(rule, path));
        }
        Ok(told)
    }

    fn added(
        &mut self,
        name: &str,
        (reader, into): (&Members, &Members),
        writer: &Members,
        path: &str,
    ) -> Answer {
        let mut told = Vec::new();
        if let Some(cover) = covering(writer, name)?
            && !is_false(Some(cover))
            && !self.is_fine(into.get(name), Some(cover), path)?
        {
            let rule = "property-added-not-covered-by-partially-open-content-model";
            told.push(refusal(rule, path));
        }
        let is_required = match reader.get("required") {
            Some(Value::Array(names)) => names
                .iter()
                .any(|item| matches!(item, Value::String(known) if **known == *name)),
            _ => false,
        };
        // The default is looked for in a property of the name `required`.
        let has_default = members(into.get("required")).is_some_and(|p| p.contains_key("default"));
        if is_required && !has_default {
            told.push(refusal(
                "required-property-added-to-unopen-content-model",
                path,
            ));
        }
        Ok(told)
    }
}

fn is_open(schema: &Members) -> bool {
    let patterns = members(schema.get("patternProperties"));
    let rest = schema.get("additionalProperties");
    patterns.is_none_or(|patterns| patterns.is_empty()) && (rest.is_none() || is_true(rest))
}

/// The schema of the first pattern that fits from the start of the name, or of the rest.
fn covering<'v>(schema: &'v Members, name: &str) -> Result<Option<&'v Value>, String> {
    for (pattern, part) in members(schema.get("patternProperties"))
        .into_iter()
        .flatten()
    {
        let from_start = format!("^(?:{})", pattern.strip_prefix('^').unwrap_or(pattern));
        let dfa = crate::text::pattern(&from_start)
            .map_err(|refused| format!("pattern `{pattern}`: {refused}"))?;
        if dfa.matches(name) {
            return Ok(Some(part));
        }
    }
    Ok(schema.get("additionalProperties"))
}

/// Asks the writer's dependencies of the reader, not the reader's of the writer.
fn dependencies(reader: &Members, writer: &Members, path: &str) -> Result<Vec<Refusal>, String> {
    let names = |value: Option<&Value>| -> Result<BTreeSet<Arc<str>>, String> {
        match value {
            Some(Value::Array(items)) => Ok(items
                .iter()
                .map(|item| match item {
                    Value::String(text) => text.clone(),
                    other => Arc::from(other.to_string()),
                })
                .collect()),
            Some(Value::Object(members)) => Ok(members.keys().cloned().collect()),
            _ => Err("a dependency that is not on both sides".to_owned()),
        }
    };
    let own = members(reader.get("dependencies"));
    let mut told = Vec::new();
    for (name, written) in members(writer.get("dependencies")).into_iter().flatten() {
        let read = own.and_then(|own| own.get(name));
        if !is_something(read) {
            told.push(refusal("dependency-array-added", path));
        }
        if !names(Some(written))?.is_subset(&names(read)?) {
            told.push(refusal("dependency-array-extended", path));
        }
    }
    Ok(told)
}
