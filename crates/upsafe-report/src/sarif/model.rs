//! The part of the SARIF 2.1.0 object model that is written. Section numbers are those of the standard.

use std::collections::BTreeMap;

use serde::Serialize;

/// 3.13 sarifLog
#[derive(Serialize)]
pub(super) struct Log<'r> {
    #[serde(rename = "$schema")]
    pub(super) schema: &'static str,
    pub(super) version: &'static str,
    pub(super) runs: [Run<'r>; 1],
}

/// 3.14 run
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Run<'r> {
    pub(super) tool: Tool,
    pub(super) invocations: [Invocation; 1],
    pub(super) original_uri_base_ids: BTreeMap<&'static str, Base>,
    pub(super) column_kind: &'static str,
    pub(super) results: Vec<Outcome<'r>>,
    pub(super) properties: RunProperties,
}

#[derive(Serialize)]
pub(super) struct RunProperties {
    pub(super) verdict: upsafe_core::Verdict,
    pub(super) notes: Vec<String>,
}

/// 3.4 artifactLocation, as the root that relative paths start from
#[derive(Serialize)]
pub(super) struct Base {
    pub(super) description: Message,
}

/// 3.18 tool
#[derive(Serialize)]
pub(super) struct Tool {
    pub(super) driver: Driver,
}

/// 3.19 toolComponent
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Driver {
    pub(super) name: &'static str,
    pub(super) semantic_version: &'static str,
    pub(super) information_uri: &'static str,
    pub(super) rules: Vec<Descriptor>,
}

/// 3.49 reportingDescriptor
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Descriptor {
    pub(super) id: String,
    #[serde(flatten)]
    pub(super) about: Option<About>,
}

/// What is known of a rule beyond its id.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct About {
    pub(super) name: &'static str,
    pub(super) short_description: Message,
    pub(super) help: Help,
    pub(super) default_configuration: Configuration,
    pub(super) properties: RuleProperties,
}

#[derive(Serialize)]
pub(super) struct RuleProperties {
    pub(super) since: &'static str,
    pub(super) tags: Vec<&'static str>,
    pub(super) aliases: &'static [&'static str],
}

/// 3.12 multiformatMessageString
#[derive(Serialize)]
pub(super) struct Help {
    pub(super) text: String,
    pub(super) markdown: &'static str,
}

/// 3.50 reportingConfiguration
#[derive(Serialize)]
pub(super) struct Configuration {
    pub(super) level: &'static str,
}

/// 3.20 invocation
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Invocation {
    pub(super) execution_successful: bool,
    pub(super) tool_execution_notifications: Vec<Notification>,
}

/// 3.58 notification
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Notification {
    pub(super) level: &'static str,
    pub(super) message: Message,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) associated_rule: Option<RuleReference>,
}

/// 3.52 reportingDescriptorReference
#[derive(Serialize)]
pub(super) struct RuleReference {
    pub(super) id: &'static str,
    pub(super) index: usize,
}

/// 3.11 message
#[derive(Serialize)]
pub(super) struct Message {
    pub(super) text: String,
}

/// 3.27 result
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Outcome<'r> {
    pub(super) rule_id: &'r str,
    pub(super) rule_index: usize,
    pub(super) level: &'static str,
    pub(super) message: Message,
    pub(super) locations: [Location<'r>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) related_locations: Vec<Location<'r>>,
    pub(super) partial_fingerprints: BTreeMap<&'static str, String>,
    /// Once any result of a run has them, every result must (3.27.23).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) suppressions: Option<Vec<Suppression>>,
    pub(super) properties: OutcomeProperties<'r>,
}

#[derive(Serialize)]
pub(super) struct OutcomeProperties<'r> {
    pub(super) subject: &'r str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub(super) breaks: &'r [upsafe_core::Audience],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) witness: Option<&'r serde_json::Value>,
}

/// 3.35 suppression
#[derive(Serialize)]
pub(super) struct Suppression {
    pub(super) kind: &'static str,
    pub(super) status: &'static str,
    pub(super) justification: String,
}

/// 3.28 location
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Location<'r> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) physical_location: Option<Physical>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) logical_locations: Vec<Logical<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) message: Option<Message>,
}

/// 3.29 physicalLocation
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Physical {
    pub(super) artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) region: Option<Region>,
}

/// 3.4 artifactLocation
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Artifact {
    pub(super) uri: String,
    pub(super) uri_base_id: &'static str,
}

/// 3.30 region; columns count from 1, the end column is exclusive
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Region {
    pub(super) start_line: u32,
    pub(super) start_column: u32,
    pub(super) end_line: u32,
    pub(super) end_column: u32,
}

/// 3.33 logicalLocation
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Logical<'r> {
    pub(super) fully_qualified_name: &'r str,
}
