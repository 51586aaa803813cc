/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What the probes make of a Flatpak's sandbox: a folder stands in for its root. */

#include <errno.h>
#include <glib/gstdio.h>
#include <linux/magic.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>

#include "hidden-place.h"
#include "probe-harness.h"
#include "proxy-probe.h"
#include "sandbox.h"
#include "tls-probe.h"
#include "tls-world.h"

#define INFO "/.flatpak-info"
#define HOST_BUNDLE "/run/host/etc/ssl/certs/ca-certificates.crt"
#define RUNTIME_BUNDLE "/etc/ssl/certs/ca-certificates.crt"

typedef struct
{
  char *root;
  IfaEnvironment *environment;
} Place;

static void
put (const Place *place, const char *path, const char *text)
{
  g_autofree char *full = g_strconcat (place->root, path, NULL);
  g_autofree char *folder = g_path_get_dirname (full);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (full, text, -1, NULL));
}

static Place *
place_new (const char *info)
{
  Place *place = g_new0 (Place, 1);

  place->root = g_dir_make_tmp ("ifa-sandbox-XXXXXX", NULL);
  place->environment = new_tls_environment ();
  ifa_environment_set_root (place->environment, place->root);
  ifa_environment_set_trust_file (place->environment, NULL);
  if (info != NULL)
    put (place, INFO, info);
  return place;
}

static void
place_free (Place *place)
{
  g_autofree char *command = g_strdup_printf ("rm -rf %s", place->root);

  g_assert_true (run_tool (command));
  ifa_environment_unref (place->environment);
  g_free (place->root);
  g_free (place);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Place, place_free)

static void
test_outside (void)
{
  g_autoptr (Place) place = place_new (NULL);
  g_autofree char *name = NULL;

  put (place, "/etc/os-release", "ID=x\nPRETTY_NAME=\"Some Linux 1\"\n");
  name = ifa_sandbox_dup_system_name (place->environment);
  g_assert_false (ifa_sandbox_is_around (place->environment));
  g_assert_cmpint (ifa_sandbox_shares_network (place->environment), ==, IFA_TRI_UNKNOWN);
  g_assert_cmpstr (name, ==, "Some Linux 1");
}

static void
test_system_is_not_the_runtime (void)
{
  g_autoptr (Place) place = place_new ("[Context]\nshared=network;ipc;\n");
  g_autofree char *unseen = NULL;
  g_autofree char *seen = NULL;

  put (place, "/etc/os-release", "PRETTY_NAME=\"GNOME Runtime\"\n");
  unseen = ifa_sandbox_dup_system_name (place->environment);
  g_assert_null (unseen);

  put (place, "/run/host/os-release", "NAME=Host\nPRETTY_NAME='Host Linux 7 (x)'\n");
  seen = ifa_sandbox_dup_system_name (place->environment);
  g_assert_true (ifa_sandbox_is_around (place->environment));
  g_assert_cmpint (ifa_sandbox_shares_network (place->environment), ==, IFA_TRI_YES);
  g_assert_cmpstr (seen, ==, "Host Linux 7 (x)");
}

static void
test_hostile_system_name (void)
{
  static const char *const texts[]
      = { "",           "PRETTY_NAME=", "PRETTY_NAME=\"", "PRETTY_NAME=\"\"\n", "XPRETTY_NAME=a\n",
          "PRETTY_NAME" };
  g_autoptr (Place) place = place_new ("");
  g_autofree char *long_text = g_strnfill (200 * 1024, 'a');
  g_autofree char *controls = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *name = NULL;

      put (place, "/run/host/os-release", texts[i]);
      name = ifa_sandbox_dup_system_name (place->environment);
      g_assert_null (name);
    }
  memcpy (long_text, "PRETTY_NAME=", strlen ("PRETTY_NAME="));
  put (place, "/run/host/os-release", long_text);
  g_assert_null (ifa_sandbox_dup_system_name (place->environment));

  put (place, "/run/host/os-release", "PRETTY_NAME=\"a\x1b[2J\xff\"\n");
  controls = ifa_sandbox_dup_system_name (place->environment);
  g_assert_true (g_utf8_validate (controls, -1, NULL));
  g_assert_null (strchr (controls, '\x1b'));
}

static void
test_network_permission (void)
{
  static const struct
  {
    const char *info;
    IfaTri shares;
  } cases[] = {
    { "[Context]\nshared=network;ipc;\n", IFA_TRI_YES },
    { "[Context]\nshared=ipc;\n", IFA_TRI_NO },
    { "[Context]\nsockets=x11;\n", IFA_TRI_NO },
    { "[Context]\nshared=networks;\n", IFA_TRI_NO },
    { "[Application]\nname=a\n", IFA_TRI_NO },
    { "shared=network\n", IFA_TRI_UNKNOWN }, /* no file of flatpak's: who knows? */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Place) place = place_new (cases[i].info);
      g_assert_cmpint (ifa_sandbox_shares_network (place->environment), ==, cases[i].shares);
    }
}

static IfaCheck *
probe_in (const Place *place, const TlsServerSpec *spec)
{
  g_autoptr (LoopbackServer) server = tls_server_new (spec);
  IfaCheck *check = new_tls_check (server, TLS_HOST);

  g_assert_true (
      run_probe (ifa_tls_probe_async, ifa_tls_probe_finish, place->environment, check, NULL));
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
  return check;
}

/* A root that somebody installed on the computer isn't seen: that is no fault of the service's. */
static void
test_hidden_root_is_unknown (void)
{
  const TlsServerSpec chain = { .chain = { world.good, world.intermediate }, .n_chain = 2 };
  g_autoptr (TestCertificate) lonely
      = make_certificate (&(CertificateSpec){ .name = TLS_HOST, .dns = TLS_HOST }, NULL);
  const TlsServerSpec own = { .chain = { lonely }, .n_chain = 1 };
  g_autoptr (Place) place = place_new ("[Context]\nshared=network;\n");
  g_autoptr (IfaCheck) by_root = probe_in (place, &chain);
  g_autoptr (IfaCheck) by_itself = probe_in (place, &own);
  const IfaTlsFacts *facts = by_root->facts;

  g_assert_cmpint (facts->trust, ==, IFA_TLS_TRUST_UNKNOWN);
  g_assert_cmpint (facts->trust_list, ==, IFA_TRUST_LIST_RUNTIME);
  g_assert_cmpint (facts->name_matches, ==, IFA_TRI_YES);
  facts = by_itself->facts;
  g_assert_cmpint (facts->trust, ==, IFA_TLS_TRUST_UNKNOWN);
}

/* With the computer's list in sight the answer is the computer's, and what the runtime doesn't ship
 * was added by somebody. */
static void
test_computers_list_is_used (void)
{
  const TlsServerSpec chain = { .chain = { world.good, world.intermediate }, .n_chain = 2 };
  g_autoptr (TestCertificate) lonely
      = make_certificate (&(CertificateSpec){ .name = TLS_HOST, .dns = TLS_HOST }, NULL);
  const TlsServerSpec own = { .chain = { lonely }, .n_chain = 1 };
  g_autofree char *root = dup_pem (world.root);
  g_autofree char *other = dup_pem (world.other_root);
  g_autoptr (Place) place = place_new ("[Context]\nshared=network;\n");
  g_autoptr (IfaCheck) trusted = NULL;
  g_autoptr (IfaCheck) foreign = NULL;
  const IfaTlsFacts *facts;

  put (place, HOST_BUNDLE, root);
  put (place, RUNTIME_BUNDLE, other);
  trusted = probe_in (place, &chain);
  facts = trusted->facts;
  g_assert_cmpint (facts->trust, ==, IFA_TLS_TRUST_TRUSTED);
  g_assert_cmpint (facts->trust_list, ==, IFA_TRUST_LIST_COMPUTER);
  g_assert_cmpint (facts->trust_is_local, ==, IFA_TRI_YES);

  foreign = probe_in (place, &own);
  facts = foreign->facts;
  g_assert_cmpint (facts->trust, ==, IFA_TLS_TRUST_SELF_SIGNED);
}

static IfaCheck *
ask_for_proxy (const Place *place)
{
  IfaCheck *check = ifa_check_new (&ifa_proxy_facts, IFA_ROLE_SERVICE, "api");

  ((IfaProxyFacts *) check->facts)->url = g_strdup ("https://api.invoice.example/");
  g_assert_true (
      run_probe (ifa_proxy_probe_async, ifa_proxy_probe_finish, place->environment, check, NULL));
  return check;
}

/* In here the desktop's settings are seen through a portal only; the tests have none. */
static void
test_proxy_settings_are_hidden (void)
{
  g_autoptr (Place) inside = place_new ("[Context]\nshared=network;\n");
  g_autoptr (Place) outside = place_new (NULL);
  g_autoptr (IfaCheck) hidden = ask_for_proxy (inside);
  g_autoptr (IfaCheck) seen = ask_for_proxy (outside);

  g_assert_cmpint (hidden->outcome, ==, IFA_OUTCOME_NOT_AVAILABLE);
  g_assert_cmpstr (hidden->reason, ==, "sandbox");
  g_assert_cmpint (((IfaProxyFacts *) hidden->facts)->uses_proxy, ==, IFA_TRI_UNKNOWN);
  g_assert_cmpint (seen->outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpint (((IfaProxyFacts *) seen->facts)->uses_proxy, ==, IFA_TRI_NO);
}

/* What isn't bound into a sandbox would lie in its memory. */
static void
test_hidden_place (void)
{
  g_autoptr (Place) inside = place_new ("[Context]\nshared=network;\n");
  g_autoptr (Place) outside = place_new (NULL);
  g_autofree char *on_disk = g_build_filename (inside->root, "no", "such", "folder", NULL);
  struct statfs state;

  errno = ELOOP;
  g_assert_false (ifa_place_is_hidden (on_disk, outside->root));
  g_assert_cmpint (errno, ==, ELOOP);
  if (statfs (inside->root, &state) == 0 && state.f_type != TMPFS_MAGIC)
    g_assert_false (ifa_place_is_hidden (on_disk, inside->root));
  if (statfs ("/dev/shm", &state) != 0 || state.f_type != TMPFS_MAGIC)
    {
      g_test_skip ("/dev/shm lies on a disk");
      return;
    }
  errno = ENOENT;
  g_assert_true (ifa_place_is_hidden ("/dev/shm/no/such/folder", inside->root));
  g_assert_cmpint (errno, ==, ENOENT);
  g_assert_false (ifa_place_is_hidden ("/dev/shm/no/such/folder", outside->root));
}

int
main (int argc, char *argv[])
{
  int result;

  g_unsetenv ("https_proxy");
  g_unsetenv ("HTTPS_PROXY");
  g_unsetenv ("all_proxy");
  g_unsetenv ("ALL_PROXY");
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  g_test_init (&argc, &argv, NULL);
  make_tls_world ();
  g_test_add_func ("/sandbox/outside", test_outside);
  g_test_add_func ("/sandbox/system-is-not-the-runtime", test_system_is_not_the_runtime);
  g_test_add_func ("/sandbox/hostile-system-name", test_hostile_system_name);
  g_test_add_func ("/sandbox/network-permission", test_network_permission);
  g_test_add_func ("/sandbox/hidden-root-is-unknown", test_hidden_root_is_unknown);
  g_test_add_func ("/sandbox/computers-list-is-used", test_computers_list_is_used);
  g_test_add_func ("/sandbox/proxy-settings-are-hidden", test_proxy_settings_are_hidden);
  g_test_add_func ("/sandbox/hidden-place", test_hidden_place);
  result = g_test_run ();
  free_tls_world ();
  return result;
}
