//! TLS for the connections to an etcd: who may have signed the server's certificate, and who we are.

use std::{net::TcpStream, sync::Arc};

use rustls::{
    ClientConfig, ClientConnection, RootCertStore, StreamOwned,
    pki_types::{CertificateDer, PrivateKeyDer, ServerName, pem::PemObject as _},
};

use super::access::EtcdAccess;

/// What every connection needs.
#[derive(Clone, Debug)]
pub(super) struct Tls(Arc<ClientConfig>);

/// A connection behind TLS.
pub(super) type Stream = StreamOwned<ClientConnection, TcpStream>;

impl Tls {
    pub(super) fn new(access: &EtcdAccess) -> Result<Self, String> {
        let Some(ca) = &access.ca else {
            return Err("found no certificate of the authority, expected one in PEM for `https` (`ca`, `--etcd-ca` or `ETCDCTL_CACERT`)".to_owned());
        };
        let mut roots = RootCertStore::empty();
        for certificate in certificates(ca)? {
            roots
                .add(certificate)
                .map_err(|error| format!("{}: {error}", ca.display()))?;
        }
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| error.to_string())?
            .with_root_certificates(roots);
        let config = match (&access.cert, &access.key) {
            (None, None) => config.with_no_client_auth(),
            (Some(cert), Some(key)) => {
                let secret = PrivateKeyDer::from_pem_file(key).map_err(|error| {
                    format!("{}: expected a private key in PEM: {error}", key.display())
                })?;
                config
                    .with_client_auth_cert(certificates(cert)?, secret)
                    .map_err(|error| format!("{}: {error}", cert.display()))?
            }
            _ => {
                return Err(
                    "found one of a certificate and its key, expected both or none".to_owned(),
                );
            }
        };
        Ok(Self(Arc::new(config)))
    }

    /// Speaks TLS over a connection to `host:port`.
    pub(super) fn over(&self, stream: TcpStream, endpoint: &str) -> std::io::Result<Stream> {
        let host = endpoint.rsplit_once(':').map_or(endpoint, |(host, _)| host);
        let host = host.trim_start_matches('[').trim_end_matches(']');
        let name = ServerName::try_from(host.to_owned()).map_err(std::io::Error::other)?;
        let connection =
            ClientConnection::new(self.0.clone(), name).map_err(std::io::Error::other)?;
        Ok(StreamOwned::new(connection, stream))
    }
}

fn certificates(path: &std::path::Path) -> Result<Vec<CertificateDer<'static>>, String> {
    let wrong = |error: &dyn std::fmt::Display| {
        format!("{}: expected certificates in PEM: {error}", path.display())
    };
    let certificates = CertificateDer::pem_file_iter(path)
        .map_err(|error| wrong(&error))?
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| wrong(&error))?;
    match certificates.is_empty() {
        true => Err(wrong(&"there is none")),
        false => Ok(certificates),
    }
}
