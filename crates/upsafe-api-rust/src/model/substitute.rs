//! Replaces generic parameters and definitions' paths.

use std::collections::BTreeMap;

use super::{
    fold::Fold,
    item::{Parameter, ParameterKind},
    types::{Argument, Type},
};

/// Parameters and paths, with what stands for them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Substitute {
    pub(crate) params: BTreeMap<String, Argument>,
    pub(crate) paths: BTreeMap<String, String>,
}

impl Substitute {
    /// Gives each parameter its argument, by position; what is missing takes its default.
    /// None where a type is missing that has none.
    pub(crate) fn arguments(params: &[Parameter], args: &[Argument]) -> Option<Self> {
        let mut all = Substitute::default();
        let (lifetimes, others): (Vec<_>, Vec<_>) = args
            .iter()
            .partition(|arg| matches!(arg, Argument::Lifetime(_)));
        let (mut lifetimes, mut others) = (lifetimes.into_iter(), others.into_iter());
        for param in params {
            let arg = match &param.kind {
                ParameterKind::Lifetime {} => lifetimes
                    .next()
                    .cloned()
                    .unwrap_or_else(|| Argument::Lifetime("'_".to_owned())),
                ParameterKind::Type { default } => match others.next() {
                    Some(arg) => arg.clone(),
                    None => Argument::Type(all.of(default.as_ref()?)),
                },
                ParameterKind::Const { default, .. } => match others.next() {
                    Some(arg) => arg.clone(),
                    None => Argument::Const(default.clone()?),
                },
            };
            all.params.insert(param.name.clone(), arg);
        }
        Some(all)
    }

    /// The arguments that stand for themselves where a path leaves them to their defaults.
    /// None where nothing is missing, or a default speaks of `Self`.
    pub(crate) fn missing(params: &[Parameter], args: &[Argument]) -> Option<Vec<Argument>> {
        let lifetime = |param: &&Parameter| matches!(param.kind, ParameterKind::Lifetime {});
        let given = args
            .iter()
            .filter(|arg| !matches!(arg, Argument::Lifetime(_)))
            .count();
        let all = Substitute::arguments(params, args)?;
        let missing = params.iter().filter(|param| !lifetime(param)).skip(given);
        let missing: Vec<Argument> = missing
            .filter_map(|param| all.params.get(&param.name))
            .cloned()
            .collect();
        let mut of_self = OfSelf(false);
        of_self.args(&missing);
        (!missing.is_empty() && !of_self.0).then_some(missing)
    }

    /// The argument that names a parameter itself.
    pub(crate) fn itself(param: &Parameter, name: &str) -> Argument {
        match &param.kind {
            ParameterKind::Lifetime {} => Argument::Lifetime(name.to_owned()),
            ParameterKind::Type { .. } | ParameterKind::Const { .. } => {
                Argument::Type(Type::Param(name.to_owned()))
            }
        }
    }
}

impl Fold for Substitute {
    fn path(&mut self, path: &str) -> String {
        self.paths
            .get(path)
            .map_or_else(|| path.to_owned(), String::clone)
    }

    fn param(&mut self, name: &str) -> Type {
        match self.params.get(name) {
            Some(Argument::Type(of)) => of.clone(),
            Some(Argument::Const(text)) => Type::Other(text.clone()),
            Some(Argument::Infer) => Type::Other("_".to_owned()),
            Some(Argument::Lifetime(_)) | None => Type::Param(name.to_owned()),
        }
    }

    fn lifetime(&mut self, name: Option<&str>) -> Option<String> {
        match self.params.get(name?) {
            Some(Argument::Lifetime(new)) => Some(new.clone()),
            _ => name.map(str::to_owned),
        }
    }

    fn constant(&mut self, text: &str) -> String {
        let bare = text.trim_matches(|c| matches!(c, '{' | '}' | ' '));
        match self.params.get(bare) {
            Some(Argument::Const(new)) => new.clone(),
            Some(Argument::Type(Type::Param(new) | Type::Other(new))) => new.clone(),
            _ => text.to_owned(),
        }
    }
}

/// Whether `Self` is spoken of.
struct OfSelf(bool);

impl Fold for OfSelf {
    fn param(&mut self, name: &str) -> Type {
        self.0 |= name == "Self";
        Type::Param(name.to_owned())
    }
}
