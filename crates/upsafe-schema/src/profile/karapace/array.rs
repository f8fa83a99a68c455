//! Arrays, as far as they are compared: `uniqueItems` never is.

use super::compare::{Compare, ITEMS, limits, refusal};
use super::kind::{Members, is_false, is_true};
use crate::json::Value;
use crate::profile::model::Answer;

impl Compare {
    pub(super) fn arrays(&mut self, reader: &Members, writer: &Members, path: &str) -> Answer {
        let (into, from) = (reader.get("items"), writer.get("items"));
        let is_tuple = |items: Option<&Value>| matches!(items, Some(Value::Array(_)));
        if is_tuple(into) != is_tuple(from) {
            return Ok(vec![refusal("type-changed", path)]);
        }
        let mut told = Vec::new();
        let rest_path = format!("{path}/additionalItems");
        let (read_rest, written_rest) =
            (reader.get("additionalItems"), writer.get("additionalItems"));
        if let (Some(Value::Array(into)), Some(Value::Array(from))) = (into, from) {
            for (index, (read, written)) in into.iter().zip(from.iter()).enumerate() {
                let path = format!("{path}/items/{index}");
                told.extend(self.compare(Some(read), Some(written), &path)?);
            }
            // Whatever the reader says about further items is taken for `true`.
            let restricts = read_rest.is_some() && !is_true(read_rest);
            let all = Value::Bool(true);
            for written in from.iter().skip(into.len()).filter(|_| restricts) {
                if !self.is_fine(Some(&all), Some(written), &rest_path)? {
                    let rule = "item-removed-not-covered-by-partially-open-content-model";
                    told.push(refusal(rule, &rest_path));
                }
            }
            if into.len() > from.len() {
                told.push(refusal("item-added-to-open-content-model", path));
            }
            if is_false(read_rest) && !is_false(written_rest) {
                told.push(refusal("additional-items-removed", &rest_path));
            }
        } else {
            told.extend(self.compare(into, from, &format!("{path}/items/0"))?);
        }
        told.extend(limits(reader, writer, &ITEMS, path));
        Ok(told)
    }
}
