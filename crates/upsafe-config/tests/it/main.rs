//! Tests of the configuration from outside.
