//! Plans and applies the edits that give packages a version.
