/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Some eight hundred chains that a browser has judged: how often do we say the same? Every chain
 * on which we don't is on file with the reason. See tests/certificates. */

#include <gio/gio.h>
#include <gnutls/x509.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "facts.h"
#include "tls-chain.h"

#define MAX_CHAIN 256
#define MIN_PERCENT 95.0

typedef struct
{
  JsonParser *parser;
  const char *browser;
  gint64 now_s;
  GPtrArray *certificates; /* (element-type GBytes) */
  GPtrArray *roots;        /* (element-type GBytes): borrowed */
  JsonArray *chains;
  IfaTrustStore *store;
  gnutls_x509_trust_list_t list; /* of the peer */
} Corpus;

static Corpus corpus;

static time_t
get_corpus_time (time_t *out)
{
  if (out != NULL)
    *out = corpus.now_s;
  return corpus.now_s;
}

static char *
dup_path (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "..", "certificates", name, NULL);
}

static JsonObject *
read_corpus_file (void)
{
  g_autofree char *path = dup_path ("chains.json.gz");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) packed = G_INPUT_STREAM (g_file_read (file, NULL, &error));
  g_autoptr (GConverter) gzip
      = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GInputStream) stream = NULL;

  g_assert_no_error (error);
  stream = g_converter_input_stream_new (packed, gzip);
  corpus.parser = json_parser_new ();
  json_parser_load_from_stream (corpus.parser, stream, NULL, &error);
  g_assert_no_error (error);
  return json_node_get_object (json_parser_get_root (corpus.parser));
}

static GBytes *
get_certificate (JsonArray *positions, guint i)
{
  return g_ptr_array_index (corpus.certificates, json_array_get_int_element (positions, i));
}

static void
load_roots (JsonArray *positions)
{
  GPtrArray *roots = g_ptr_array_new_with_free_func ((GDestroyNotify) ifa_certificate_unref);

  gnutls_x509_trust_list_init (&corpus.list, 0);
  for (guint i = 0; i < json_array_get_length (positions); i++)
    {
      IfaCertificate *root = ifa_certificate_new (get_certificate (positions, i));
      gnutls_x509_crt_t copy = NULL;
      gnutls_datum_t der;
      gsize size;

      if (root == NULL)
        continue;
      der.data = (unsigned char *) g_bytes_get_data (root->der, &size);
      der.size = (unsigned int) size;
      gnutls_x509_crt_init (&copy);
      g_assert_cmpint (gnutls_x509_crt_import (copy, &der, GNUTLS_X509_FMT_DER), ==, 0);
      gnutls_x509_trust_list_add_cas (corpus.list, &copy, 1, 0);
      g_ptr_array_add (roots, root);
    }
  corpus.store = ifa_trust_store_new (roots, IFA_TRUST_LIST_FILE, NULL);
}

static void
load_corpus (void)
{
  JsonObject *object = read_corpus_file ();
  JsonArray *encoded = json_object_get_array_member (object, "certificates");

  corpus.browser = json_object_get_string_member (object, "browser");
  corpus.now_s = json_object_get_int_member (object, "time_s");
  corpus.chains = json_object_get_array_member (object, "chains");
  corpus.certificates = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  for (guint i = 0; i < json_array_get_length (encoded); i++)
    {
      gsize size;
      guchar *der = g_base64_decode (json_array_get_string_element (encoded, i), &size);
      g_ptr_array_add (corpus.certificates, g_bytes_new_take (der, size));
    }
  load_roots (json_object_get_array_member (object, "roots"));
  gnutls_global_set_time_function (get_corpus_time);
}

static gboolean
do_we_accept (JsonArray *positions, const char *host, char **reason)
{
  static const char *const words[] = { "unknown",    "trusted", "self-signed", "unknown-issuer",
                                       "incomplete", "weak",    "revoked",     "invalid" };
  g_autoptr (GPtrArray) sent = g_ptr_array_new ();
  IfaTlsFacts *facts = ifa_facts_new (&ifa_tls_facts);
  IfaCertificatePath *path;
  gboolean accepted;

  for (guint i = 0; i < json_array_get_length (positions); i++)
    g_ptr_array_add (sent, get_certificate (positions, i));
  path = ifa_tls_chain_judge (corpus.store, sent, NULL, host, corpus.now_s, facts);
  g_clear_pointer (&path, ifa_certificate_path_free);

  accepted = facts->trust == IFA_TLS_TRUST_TRUSTED && facts->name_matches == IFA_TRI_YES
             && facts->not_before_s <= corpus.now_s && corpus.now_s <= facts->not_after_s;
  *reason = g_strdup_printf ("%s, name %s: %s%s", words[facts->trust],
                             facts->name_matches == IFA_TRI_YES ? "fits" : "differs",
                             facts->chain_problem != NULL ? facts->chain_problem : "",
                             facts->weakness != NULL ? facts->weakness : "");
  ifa_facts_free (&ifa_tls_facts, facts);
  return accepted;
}

#ifdef __SANITIZE_ADDRESS__
/* GnuTLS leaks name constraints that are malformed: not ours to be found. */
static gboolean
does_gnutls_accept (JsonArray *positions, const char *host)
{
  return FALSE;
}
#else
/* The library alone, as a program would call it. */
static gboolean
does_gnutls_accept (JsonArray *positions, const char *host)
{
  gnutls_x509_crt_t chain[MAX_CHAIN] = { NULL };
  gnutls_typed_vdata_st wanted[]
      = { { GNUTLS_DT_DNS_HOSTNAME, (unsigned char *) host, (unsigned int) strlen (host) },
          { GNUTLS_DT_KEY_PURPOSE_OID, (unsigned char *) GNUTLS_KP_TLS_WWW_SERVER, 0 } };
  unsigned int n_chain = 0;
  unsigned int problems = 0;
  gboolean is_readable = TRUE;
  int result = -1;

  for (guint i = 0; i < json_array_get_length (positions) && n_chain < MAX_CHAIN; i++)
    {
      gsize size;
      gnutls_datum_t der;

      der.data = (unsigned char *) g_bytes_get_data (get_certificate (positions, i), &size);
      der.size = (unsigned int) size;
      gnutls_x509_crt_init (&chain[n_chain]);
      is_readable &= gnutls_x509_crt_import (chain[n_chain++], &der, GNUTLS_X509_FMT_DER) == 0;
    }
  if (is_readable)
    result = gnutls_x509_trust_list_verify_crt2 (corpus.list, chain, n_chain, wanted, 2, 0,
                                                 &problems, NULL);
  for (guint i = 0; i < n_chain; i++)
    gnutls_x509_crt_deinit (chain[i]);
  return result == 0 && problems == 0;
}
#endif

/* name → why the two may differ; a line is "NAME who is right and why". */
static GHashTable *
read_disagreements (void)
{
  GHashTable *known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *path = dup_path ("disagreements.txt");
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *space = strchr (lines[i], ' ');

      if (*lines[i] == '#' || space == NULL)
        continue;
      g_hash_table_insert (known, g_strndup (lines[i], (gsize) (space - lines[i])),
                           g_strdup (g_strstrip (space)));
    }
  return known;
}

static void
test_agrees_with_the_browser (void)
{
  g_autoptr (GHashTable) known = read_disagreements ();
  guint n_chains = json_array_get_length (corpus.chains);
  guint n_ours = 0, n_gnutls = 0, n_surprises = 0;

  for (guint i = 0; i < n_chains; i++)
    {
      JsonObject *chain = json_array_get_object_element (corpus.chains, i);
      const char *name = json_object_get_string_member (chain, "name");
      const char *host = json_object_get_string_member (chain, "host");
      const char *verdict = json_object_get_string_member (chain, "verdict");
      JsonArray *sent = json_object_get_array_member (chain, "sent");
      gboolean browser_accepts = g_str_equal (verdict, "OK");
      g_autofree char *reason = NULL;
      gboolean agree = do_we_accept (sent, host, &reason) == browser_accepts;

      n_ours += agree;
      n_gnutls += does_gnutls_accept (sent, host) == browser_accepts;
      if (agree == g_hash_table_contains (known, name))
        {
          n_surprises++;
          g_test_message ("%s: the browser says %s, we say %s%s", name, verdict, reason,
                          agree ? "; it is on file as a disagreement" : "");
        }
    }

  g_test_message ("%s on %u chains: agreement of this program %.1f %%, of GnuTLS alone %.1f %%",
                  corpus.browser, n_chains, 100.0 * n_ours / n_chains, 100.0 * n_gnutls / n_chains);
  g_assert_cmpfloat (100.0 * n_ours / n_chains, >=, MIN_PERCENT);
  g_assert_cmpuint (n_surprises, ==, 0);
}

/* One line a chain, for the table with the peers: what the browser, we and GnuTLS say. */
static void
print_verdicts (void)
{
  for (guint i = 0; i < json_array_get_length (corpus.chains); i++)
    {
      JsonObject *chain = json_array_get_object_element (corpus.chains, i);
      const char *host = json_object_get_string_member (chain, "host");
      JsonArray *sent = json_object_get_array_member (chain, "sent");
      g_autofree char *reason = NULL;
      gboolean accepted = do_we_accept (sent, host, &reason);

      g_print ("%s\t%s\t%d\t%d\t%s\n", json_object_get_string_member (chain, "name"),
               json_object_get_string_member (chain, "verdict"), accepted,
               does_gnutls_accept (sent, host), reason);
    }
}

static void
unload_corpus (void)
{
  gnutls_x509_trust_list_deinit (corpus.list, 1);
  ifa_trust_store_unref (corpus.store);
  g_ptr_array_unref (corpus.certificates);
  g_object_unref (corpus.parser);
}

int
main (int argc, char **argv)
{
  gboolean is_for_table = argc > 1 && g_str_equal (argv[1], "--list");
  int status = 0;

  g_test_init (&argc, &argv, NULL);
  load_corpus ();
  if (is_for_table)
    print_verdicts ();
  else
    {
      g_test_add_func ("/certificate-corpus/agrees-with-the-browser", test_agrees_with_the_browser);
      status = g_test_run ();
    }
  unload_corpus ();
  return status;
}
