//! Reads objects in one version of a definition.

use std::sync::Arc;

use super::{
    cel, fill, list_type, meta, pattern, prune,
    reading::Reading,
    validate::{Patterns, Validator},
};
use crate::{
    format::crd::{
        model::{Crd, Version},
        schema::{Additional, Structural},
    },
    json::{Document, ParseError, Value},
};

/// Compiled patterns that several readers have in common.
pub(in crate::format::crd) type SharedPatterns = Arc<Patterns>;

/// Parses an object from JSON text.
///
/// # Errors
/// Where the text is no JSON, with the place.
pub fn value(text: &str) -> Result<Value, ParseError> {
    let document = Document::parse(text)?;
    Ok(document.value(document.root()))
}

/// One version of a definition, made ready to read many objects. Cheap to clone, and may be shared.
#[derive(Clone, Debug)]
pub struct Reader {
    schema: Option<Arc<Structural>>,
    preserve_unknown: bool,
    patterns: Arc<Patterns>,
}

impl Reader {
    /// The reader of one version. Compiles every pattern once.
    pub fn new(crd: &Crd, version: &Version) -> Reader {
        Reader::of_schema(version.schema.clone(), crd.preserve_unknown)
    }

    /// The reader of a schema; `preserve_unknown` is the definition's own switch, which turns
    /// pruning off.
    pub fn of_schema(schema: Option<Arc<Structural>>, preserve_unknown: bool) -> Reader {
        let mut patterns = SharedPatterns::default();
        match &schema {
            Some(schema) => Reader::sharing(schema, preserve_unknown, &mut patterns),
            None => Reader {
                schema,
                preserve_unknown,
                patterns,
            },
        }
    }

    /// The reader of a part of a schema, with patterns that others have compiled, and that they get.
    pub(in crate::format::crd) fn sharing(
        schema: &Arc<Structural>,
        preserve_unknown: bool,
        patterns: &mut SharedPatterns,
    ) -> Reader {
        let mut missing = Vec::new();
        sources(schema, &mut |source| {
            if !patterns.contains_key(source) {
                missing.push(source.clone());
            }
        });
        if !missing.is_empty() {
            let all = Arc::make_mut(patterns);
            for source in missing {
                let compiled = pattern::compile(&source);
                all.insert(source, compiled);
            }
        }
        Reader {
            schema: Some(schema.clone()),
            preserve_unknown,
            patterns: patterns.clone(),
        }
    }

    /// The schema it reads with.
    pub fn schema(&self) -> Option<&Arc<Structural>> {
        self.schema.as_ref()
    }

    /// Reads an object as it is stored, and validates it as on its next write. `apiVersion` and
    /// `kind` need not be those of the definition. Linear in the object, times the alternatives of
    /// the schema.
    pub fn read(&self, object: &Value) -> Reading {
        let mut reading = Reading::of(object.clone());
        match meta::coerce(object, &mut reading.pruned) {
            Ok(object) => reading.object = object,
            Err(refusal) => {
                reading.refusal = Some(refusal);
                return reading;
            }
        }
        let schema = self.schema.as_deref();
        if !self.preserve_unknown {
            let pruned = prune::prune(&reading.object, schema, &mut reading.pruned);
            reading.object = pruned;
        }
        let Some(schema) = schema else {
            return reading;
        };
        if !self.preserve_unknown {
            reading.object = prune::drop_nulls(&reading.object, schema, &mut reading.nulls);
        }
        reading.object = fill::fill(&reading.object, schema, &mut reading.defaulted);
        self.validate(schema, &mut reading);
        reading
    }

    /// Reads a part of an object, whose schema this is.
    pub(in crate::format::crd) fn read_part(&self, value: &Value) -> Reading {
        let mut reading = Reading::of(value.clone());
        let Some(schema) = self.schema.as_deref() else {
            return reading;
        };
        if !self.preserve_unknown {
            let pruned = prune::prune_part(value, schema, &mut reading.pruned);
            reading.object = prune::drop_nulls(&pruned, schema, &mut reading.nulls);
        }
        reading.object = fill::fill(&reading.object, schema, &mut reading.defaulted);
        self.validate(schema, &mut reading);
        reading
    }

    fn validate(&self, schema: &Structural, reading: &mut Reading) {
        let mut validator = Validator::new(&self.patterns);
        validator.value(&reading.object, schema);
        reading.errors = validator.errors;
        reading.unchecked = validator.unchecked;
        meta::validate(&reading.object, schema, &mut reading.errors);
        list_type::validate(&reading.object, schema, &mut reading.errors);
        // Rules are not evaluated for objects that other validations refuse.
        if reading.errors.is_empty() {
            let Reading {
                object,
                errors,
                unchecked,
                ..
            } = reading;
            cel::validate(object, schema, errors, unchecked);
        }
    }
}

/// Every pattern of a schema.
fn sources(schema: &Structural, tell: &mut impl FnMut(&Arc<str>)) {
    if let Some(source) = &schema.pattern {
        tell(source);
    }
    let additional = match &schema.additional {
        Some(Additional::Schema(part)) => Some(part),
        _ => None,
    };
    let parts = schema.properties.values().chain(&schema.items);
    let parts = parts.chain(additional).chain(&schema.not);
    let branches = [&schema.all_of, &schema.any_of, &schema.one_of];
    for part in parts.chain(branches.into_iter().flatten()) {
        sources(part, tell);
    }
}
