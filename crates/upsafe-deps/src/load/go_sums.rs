//! Loads go.sum, go.work.sum and vendor/modules.txt.

use upsafe_core::{LoadError, Position, Sources};

use super::{
    LoadRequest,
    go::{add, load_error, shown},
};
use crate::{
    GoSumFile, GoVendor,
    ecosystem::go::{
        DownloadFolder, VendorList, Workspace, read_file,
        sum::{Depth, GoSum, OddityKind, verify},
    },
};

/// The go.sum of each main module, and the go.work.sum.
pub(super) fn load(
    workspace: &Workspace,
    folder: Option<&DownloadFolder>,
    request: &LoadRequest<'_>,
    sources: &mut Sources,
) -> Result<Vec<GoSumFile>, LoadError> {
    let of_main = workspace
        .main
        .iter()
        .map(|main| main.directory.join("go.sum"));
    let of_work = workspace
        .work
        .iter()
        .map(|work| work.directory.join("go.work.sum"));
    let mut sums = Vec::new();
    for path in of_main.chain(of_work) {
        let name = shown(&path, request.root);
        let content = read_file(&path).map_err(|error| LoadError::whole(&name, error))?;
        let Some(content) = content else {
            sums.push(GoSumFile {
                file: None,
                sum: GoSum::default(),
                verified: None,
            });
            continue;
        };
        let sum = GoSum::parse(&content);
        let refused = sum.oddities.iter().find(|oddity| {
            use OddityKind::{MergeMarker, NotUtf8, Words};
            matches!(oddity.kind, MergeMarker | NotUtf8 | Words { .. })
        });
        if let Some(oddity) = refused {
            let position = Position {
                line: oddity.span.line,
                column: oddity.span.column,
            };
            return Err(LoadError::at_position(name, position, &oddity.kind));
        }
        let verified = match folder {
            Some(folder) => {
                let verified = verify(&sum, folder, depth(request)?);
                Some(verified.map_err(|error| LoadError::whole(&name, error))?)
            }
            None => None,
        };
        sums.push(GoSumFile {
            file: Some(add(&path, request.root, sources)?),
            sum,
            verified,
        });
    }
    Ok(sums)
}

/// How closely the module cache is looked at. To hash nothing where everything was to be hashed would
/// pass for an answer.
fn depth(request: &LoadRequest<'_>) -> Result<Depth, LoadError> {
    match request.deep {
        false => Ok(Depth::Noted),
        #[cfg(feature = "go-zip")]
        true => Ok(Depth::Zip),
        #[cfg(not(feature = "go-zip"))]
        true => {
            let message = "expected a build with the feature `go-zip`, which hashes the zips of Go \
                           modules; this one is without";
            Err(LoadError::whole("--deep", message))
        }
    }
}

/// The vendor/modules.txt beside the go.mod or go.work.
pub(super) fn vendor(
    workspace: &Workspace,
    request: &LoadRequest<'_>,
    sources: &mut Sources,
) -> Result<Option<GoVendor>, LoadError> {
    let of_work = workspace.work.as_ref().map(|work| &work.directory);
    let of_main = workspace.main.first().map(|main| &main.directory);
    let Some(folder) = of_work.or(of_main) else {
        return Ok(None);
    };
    let path = folder.join("vendor/modules.txt");
    let name = shown(&path, request.root);
    let content = read_file(&path).map_err(|error| LoadError::whole(&name, error))?;
    let Some(content) = content else {
        return Ok(None);
    };
    // What go.mod files of dependencies say does not matter here.
    let nowhere = DownloadFolder::new("");
    let mismatches = VendorList::parse(&content).mismatches(workspace, &nowhere);
    Ok(Some(GoVendor {
        file: add(&path, request.root, sources)?,
        mismatches: mismatches.map_err(|error| load_error(&error, request.root))?,
    }))
}
