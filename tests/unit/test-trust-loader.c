/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* A program may end while the trust store is still being read in a thread. GnuTLS gives up its
 * tables at exit, by the same call as here, and the thread must not notice. */

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

#include "environment.h"

static void
test_library_outlasts_main (void)
{
  g_autoptr (IfaEnvironment) first = NULL;
  g_autoptr (IfaEnvironment) second = NULL;
  gnutls_x509_dn_t name = NULL;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_test_trap_assert_passed ();
      return;
    }

  first = ifa_environment_new ();
  second = ifa_environment_new ();
  gnutls_global_deinit ();
  g_assert_cmpint (gnutls_x509_dn_init (&name), ==, GNUTLS_E_SUCCESS);
  gnutls_x509_dn_deinit (name);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trust-loader/library-outlasts-main", test_library_outlasts_main);
  return g_test_run ();
}
