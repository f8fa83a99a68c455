//! `allOf`, `anyOf`, `oneOf`, and lists of types.

use super::compare::{Compare, refusal};
use super::kind::{Kind, branches};
use crate::json::Value;
use crate::profile::model::Answer;
use crate::profile::registry::matching;

impl Compare {
    pub(super) fn combined(
        &mut self,
        (read, reader): (Kind, Option<&Value>),
        (written, writer): (Kind, Option<&Value>),
        path: &str,
    ) -> Answer {
        let path = format!("{path}/{}", read.word());
        let (into, from) = (branches(reader)?, branches(writer)?);
        let mismatch = || Ok(vec![refusal("type-changed", &path)]);
        if read.is_combined()
            && !written.is_combined()
            && let Some([only]) = into.as_deref()
        {
            let is_fine = self.is_fine(Some(only), writer, &path)?;
            return if is_fine { Ok(Vec::new()) } else { mismatch() };
        }
        if written.is_combined()
            && !read.is_combined()
            && let Some([only]) = from.as_deref()
        {
            let is_fine = self.is_fine(reader, Some(only), &path)?;
            return if is_fine { Ok(Vec::new()) } else { mismatch() };
        }
        if matches!(read, Kind::AnyOf | Kind::OneOf) && !written.is_combined() {
            for item in into.iter().flatten() {
                if self.is_fine(Some(item), writer, &path)? {
                    return Ok(Vec::new());
                }
            }
            return mismatch();
        }
        let (Some(into), Some(from)) = (into, from) else {
            return mismatch();
        };
        let one = |rule| Ok(vec![refusal(rule, &path)]);
        if read != Kind::AnyOf && read != written {
            return one("combined-type-changed");
        }
        let is_product = read == Kind::AllOf;
        if is_product && from.len() < into.len() {
            return one("product-type-extended");
        }
        if matches!(read, Kind::AnyOf | Kind::OneOf) && from.len() > into.len() {
            return one("sum-type-narrowed");
        }
        let n_needed = if is_product { into.len() } else { from.len() };
        let mut edges = Vec::with_capacity(into.len());
        for branch in &into {
            let mut partners = Vec::new();
            for (index, other) in from.iter().enumerate() {
                let path = format!("{path}/{index}");
                if self.is_fine(Some(branch), Some(other), &path)? {
                    partners.push(index);
                }
            }
            edges.push(partners);
        }
        if matching(&edges, from.len()) < n_needed {
            return one("combined-type-subschemas-changed");
        }
        Ok(Vec::new())
    }
}
