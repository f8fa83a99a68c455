//! A text with definitions: YAML or JSON, one or several documents, lists, and other manifests among them.

use std::sync::Arc;

use super::{fields::Fields, model::Crd};
use crate::json::NodeId;
use crate::{
    json::{Document, NodeKind, ParseError, Place},
    yaml::{Words, documents},
};

/// The definitions of one text.
#[derive(Debug)]
#[non_exhaustive]
pub struct File {
    /// Each with the document it stands in, in the order of the text.
    pub crds: Vec<(Arc<Document>, Crd)>,
    text: Arc<str>,
}

impl File {
    /// Reads a text. What is no definition is left out; a `List` is looked through.
    ///
    /// # Errors
    /// Where the text is neither JSON nor YAML, a definition is not what its API demands, a name is
    /// written twice in one object, or no definition is in it.
    pub fn parse(text: &str) -> Result<File, ParseError> {
        let found = match text.trim_start().starts_with('{') && !text.contains("\n---") {
            true => vec![Document::parse(text)?],
            false => {
                let found = documents(text, Words::Kubernetes)?;
                found.into_iter().map(|one| one.document).collect()
            }
        };
        let mut crds: Vec<(Arc<Document>, Crd)> = Vec::new();
        for document in found {
            let document = Arc::new(document);
            let before = crds.len();
            for fields in manifests(&document) {
                let kind = fields.text("kind").ok().flatten();
                if kind.as_deref() == Some("CustomResourceDefinition") {
                    let crd = Crd::read(&fields)?;
                    if crds.iter().any(|(_, known)| known.name == crd.name) {
                        let message =
                            format!("expected each definition once, found `{}` twice", crd.name);
                        return Err(fields.refuse(fields.at, message));
                    }
                    crds.push((document.clone(), crd));
                }
            }
            if crds.len() > before
                && let Some((name, place)) = document.duplicates().first()
            {
                return Err(ParseError {
                    message: format!("expected each name once in an object, found `{name}` again"),
                    place: *place,
                    limit: false,
                });
            }
        }
        // A question may say that there was nothing before, or is nothing any more.
        if crds.is_empty() && text.trim() != "null" {
            return Err(ParseError {
                message: "expected a CustomResourceDefinition, found none".to_owned(),
                place: Place { line: 1, column: 1 },
                limit: false,
            });
        }
        Ok(File {
            crds,
            text: Arc::from(text),
        })
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The definition of a name.
    pub fn crd(&self, name: &str) -> Option<&Crd> {
        let mut crds = self.crds.iter().map(|(_, crd)| crd);
        crds.find(|crd| &*crd.name == name)
    }
}

/// The objects of a document: itself, or the items of a list.
fn manifests(document: &Document) -> Vec<Fields<'_>> {
    let Ok(fields) = Fields::new(document, document.root()) else {
        return Vec::new();
    };
    let is_list = matches!(
        fields.text("kind").ok().flatten().as_deref(),
        Some("List" | "CustomResourceDefinitionList")
    );
    if !is_list {
        return vec![fields];
    }
    let items = fields.list("items").unwrap_or_default();
    let is_object = |node: &NodeId| matches!(document.kind(*node), NodeKind::Object(_));
    items
        .iter()
        .copied()
        .filter(is_object)
        .map(|at| Fields { document, at })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let found = match File::parse(text) {
            Err(error) => error.to_string(),
            Ok(file) => {
                let shown = file.crds.iter().map(|(_, crd)| {
                    let versions = crd.versions.iter().map(|version| {
                        let marks = [(version.served, "served"), (version.storage, "stored")];
                        let marks = marks.iter().filter(|(is, _)| *is).map(|(_, name)| *name);
                        format!("{} {}", version.name, marks.collect::<Vec<_>>().join(" "))
                    });
                    format!("{}: {}", crd.name, versions.collect::<Vec<_>>().join(", "))
                });
                shown.collect::<Vec<_>>().join("; ")
            }
        };
        assert_eq!(found, expected, "{text}");
    }

    const HEAD: &str = "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: hats.example.com\nspec:\n  group: example.com\n  scope: Namespaced\n  names: {kind: Hat, plural: hats}\n";

    #[test]
    fn definitions_are_found() {
        let one = format!("{HEAD}  versions:\n  - {{name: v1, served: true, storage: true}}\n");
        check(&one, "hats.example.com: v1 served stored");
        let other = one.replace("hats", "caps").replace("v1,", "v2,");
        let both = format!("kind: Service\n---\n{one}---\n{other}");
        check(
            &both,
            "hats.example.com: v1 served stored; caps.example.com: v2 served stored",
        );
        let old = r#"{"apiVersion": "apiextensions.k8s.io/v1beta1", "kind": "CustomResourceDefinition", "spec": {"group": "g", "version": "v1", "names": {"kind": "A", "plural": "as"}, "validation": {"openAPIV3Schema": {"type": "object"}}}}"#;
        check(old, "as.g: v1 served stored");
        check(
            &format!(r#"{{"kind": "List", "items": [{old}]}}"#),
            "as.g: v1 served stored",
        );
        let file = File::parse(old).unwrap();
        assert!(file.crds[0].1.preserve_unknown && file.crds[0].1.versions[0].schema.is_some());
    }

    #[test]
    fn mistakes_have_places() {
        check(
            "kind: Service\n",
            "expected a CustomResourceDefinition, found none at line 1, column 1",
        );
        check(
            HEAD,
            "expected at least one version in `versions` at line 6, column 3",
        );
        let with = |schema: &str| {
            format!(
                "{HEAD}  versions:\n  - name: v1\n    schema:\n      openAPIV3Schema:\n        {schema}\n"
            )
        };
        check(
            &with("type: text"),
            "expected one of `object`, `array`, `string`, `integer`, `number`, `boolean` as `type`, found `text` at line 13, column 15",
        );
        check(
            &with("minLength: -1"),
            "expected a whole number from 0 as `minLength`, found `-1` at line 13, column 20",
        );
        check(
            &with("properties: [a]"),
            "expected an object as `properties`, found a list at line 13, column 21",
        );
        check(
            &with("{type: object, type: object}"),
            "expected each name once in an object, found `type` again at line 13, column 30",
        );
    }
}
