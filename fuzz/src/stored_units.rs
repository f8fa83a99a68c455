//! Everything that may lie in a store: dumps of kubectl, files of Fluvio, values of etcd. Every object
//! has one verdict, and nothing that cannot be read is fine.

use std::ops::ControlFlow;

use upsafe_metadata::{
    Object, Shape, Since, Unit,
    reader::{Judge, Reader, Reading, Verdict},
    source::{Scanned, Source, SourceError},
    verify,
};

use crate::promise;

struct One(Unit);

impl Source for One {
    fn describe(&self) -> String {
        "one unit".to_owned()
    }

    fn scan(&self, sink: &mut dyn FnMut(Unit) -> ControlFlow<()>) -> Result<Scanned, SourceError> {
        let _more = sink(self.0.clone());
        Ok(Scanned::default())
    }
}

/// Takes every object.
struct Anything;

impl Reader for Anything {
    fn describe(&self) -> String {
        "anything".to_owned()
    }

    fn read(&self, _: &Object) -> Reading {
        Reading::default()
    }
}

/// The first byte says what is expected in the rest.
pub fn run(data: &[u8]) {
    let Some((shape, bytes)) = data.split_first() else {
        return;
    };
    let shape = match shape % 5 {
        0 => Shape::Yaml,
        1 => Shape::Json,
        2 => Shape::JsonLine,
        3 => Shape::EtcdValue,
        _ => Shape::FluvioLocal {
            kind: "Topic".to_owned(),
            stem: "t".to_owned(),
        },
    };
    let source = One(Unit {
        path: "t.yaml".to_owned(),
        line: 1,
        shape,
        revision: None,
        bytes: Ok(bytes.to_vec()),
    });
    let judge = Judge {
        reader: &Anything,
        writer: None,
        clients: &[],
        moves: &[],
    };
    let survey = verify(&source, &judge, &Since::default(), 1, &mut |_| {})
        .expect("a unit is always handed out");
    let n_fine = survey.count(Verdict::Fine);
    assert_eq!(survey.total(), n_fine + survey.objects.len());
    if std::str::from_utf8(bytes).is_err() {
        assert_eq!(n_fine, 0);
    }
    for group in survey.ranked() {
        promise::talk(&group.title());
        if let Some(detail) = &group.detail {
            promise::talk(detail);
        }
    }
}
