/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "tls-world.h"

#include <unistd.h>

#include "probe-harness.h"
#include "tls-probe.h"

TlsWorld world;

void
make_tls_world (void)
{
  g_autofree char *pem = NULL;

  world.root = make_certificate (&(CertificateSpec){ .name = "Test Root",
                                                     .organization = "Test Authority",
                                                     .is_authority = TRUE },
                                 NULL);
  world.intermediate = make_certificate (&(CertificateSpec){ .name = "Test Issuer",
                                                             .organization = "Test Authority",
                                                             .is_authority = TRUE,
                                                             .path_length = 1 },
                                         world.root);
  world.good = make_certificate (&(CertificateSpec){ .name = TLS_HOST, .dns = TLS_HOST },
                                 world.intermediate);
  world.other_root
      = make_certificate (&(CertificateSpec){ .name = "Other Root", .is_authority = TRUE }, NULL);

  world.folder = g_dir_make_tmp ("ifa-tls-XXXXXX", NULL);
  world.trust_file = g_build_filename (world.folder, "roots.pem", NULL);
  pem = dup_pem (world.root);
  g_assert_true (g_file_set_contents (world.trust_file, pem, -1, NULL));
}

void
free_tls_world (void)
{
  unlink (world.trust_file);
  rmdir (world.folder);
  g_free (world.trust_file);
  g_free (world.folder);
  test_certificate_free (world.root);
  test_certificate_free (world.intermediate);
  test_certificate_free (world.good);
  test_certificate_free (world.other_root);
}

IfaEnvironment *
new_tls_environment (void)
{
  IfaEnvironment *environment = ifa_environment_new ();

  ifa_environment_get_limits (environment)->connect_ms = 1000;
  ifa_environment_get_limits (environment)->tls_ms = 1500;
  ifa_environment_get_limits (environment)->control_ms = 200;
  ifa_environment_set_trust_file (environment, world.trust_file);
  /* No test leaves this computer. */
  ifa_environment_map_host (environment, "ca.example", "127.0.0.1");
  return environment;
}

IfaCheck *
new_tls_check (const LoopbackServer *server, const char *host)
{
  IfaCheck *check = ifa_check_new (&ifa_tls_facts, IFA_ROLE_SERVICE, "api");
  IfaTlsFacts *facts = check->facts;

  facts->host = g_strdup (host);
  facts->address = g_strdup ("127.0.0.1");
  facts->port = loopback_server_get_port (server);
  return check;
}

IfaTlsFacts *
probe_tls (IfaCheck *check)
{
  g_autoptr (IfaEnvironment) environment = new_tls_environment ();

  g_assert_true (run_probe (ifa_tls_probe_async, ifa_tls_probe_finish, environment, check, NULL));
  return check->facts;
}

/* Probes a server with that chain. */
IfaCheck *
probe_chain (const TlsServerSpec *spec, const char *host)
{
  g_autoptr (LoopbackServer) server = tls_server_new (spec);
  IfaCheck *check = new_tls_check (server, host);

  probe_tls (check);
  return check;
}
