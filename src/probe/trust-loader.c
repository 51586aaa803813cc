/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Reads the trust store, in a thread; who asks meanwhile waits for the same load. */

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <gnutls/gnutls.h>

#include "sandbox.h"
#include "trust-store.h"

#define MAX_ROOTS 4000
#define MAX_FILES 4000
#define MAX_FILE_BYTES (16 * 1024 * 1024)

/* Where Debian and its children keep what comes with the distribution. */
#define DISTRIBUTION_FOLDER "/usr/share/ca-certificates"

/* Where flatpak-session-helper serves the host's trust to programs in a sandbox, if the host has
 * p11-kit. What is in the sandbox itself is the runtime's and not what this computer trusts. */
#define HOST_TRUST_SOCKET "/run/flatpak/p11-kit/pkcs11"
#define HOST_TRUST_URL "pkcs11:"

/* What the runtime itself trusts. */
#define RUNTIME_BUNDLE "/etc/ssl/certs/ca-certificates.crt"

/* The computer's own list as a file, for those who let the sandbox see /etc (host-etc): Debian,
 * SUSE and Arch; Fedora. Its usual names there are links that lead into the runtime. */
static const char *const host_bundles[] = {
  "/run/host/etc/ssl/certs/ca-certificates.crt",
  "/run/host/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
};

typedef struct
{
  char *trust_file;          /* (nullable): a file, or a PKCS #11 URL */
  IfaTrustList list;         /* whose it is */
  char *distribution_folder; /* (nullable): one file a root, as it comes with the distribution */
  char *distribution_bundle; /* (nullable): all of them in one file */
} Source;

/* One load of one state of the trust file, and the store that came of it. */
typedef struct
{
  grefcount ref_count;
  char *key;
  IfaTrustStore *store; /* (nullable): still under way */
  GPtrArray *waiting;   /* (element-type Waiter) */
} Load;

typedef struct
{
  Load *load;
  GTask *task;
  GSource *cancelled; /* (nullable) */
} Waiter;

/* The latest one; used by the main thread only. */
static Load *current_load;

static void
source_free (Source *source)
{
  g_free (source->trust_file);
  g_free (source->distribution_folder);
  g_free (source->distribution_bundle);
  g_free (source);
}

/* The roots of @trust_file, or of this system where it is NULL. */
static GPtrArray *
load_roots (const char *trust_file)
{
  GPtrArray *roots = g_ptr_array_new_with_free_func ((GDestroyNotify) ifa_certificate_unref);
  gnutls_x509_trust_list_t list = NULL;
  gnutls_x509_trust_list_iter_t iter = NULL;
  gnutls_x509_crt_t crt = NULL;
  if (gnutls_x509_trust_list_init (&list, 0) != GNUTLS_E_SUCCESS)
    return roots;

  if (trust_file != NULL)
    gnutls_x509_trust_list_add_trust_file (list, trust_file, NULL, GNUTLS_X509_FMT_PEM, 0, 0);
  else
    gnutls_x509_trust_list_add_system_trust (list, 0, 0);

  while (roots->len < MAX_ROOTS
         && gnutls_x509_trust_list_iter_get_ca (list, &iter, &crt) == GNUTLS_E_SUCCESS)
    {
      IfaCertificate *root = ifa_certificate_new_take (crt);
      if (root != NULL)
        g_ptr_array_add (roots, root);
    }

  if (iter != NULL)
    gnutls_x509_trust_list_iter_deinit (iter);
  gnutls_x509_trust_list_deinit (list, 1);
  return roots;
}

static void
add_fingerprint (GHashTable *fingerprints, const char *path)
{
  g_autofree char *text = NULL;
  gsize length;
  gnutls_datum_t pem, der = { NULL, 0 };

  if (!g_file_get_contents (path, &text, &length, NULL) || length > MAX_FILE_BYTES)
    return;

  pem.data = (unsigned char *) text;
  pem.size = (unsigned int) length;
  if (gnutls_pem_base64_decode2 ("CERTIFICATE", &pem, &der) == GNUTLS_E_SUCCESS)
    {
      g_hash_table_add (fingerprints,
                        g_compute_checksum_for_data (G_CHECKSUM_SHA256, der.data, der.size));
      gnutls_free (der.data);
    }
}

static void
add_folder (GHashTable *fingerprints, const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  if (dir == NULL)
    return;
  while ((name = g_dir_read_name (dir)) != NULL && g_hash_table_size (fingerprints) < MAX_FILES)
    if (g_str_has_suffix (name, ".crt"))
      {
        g_autofree char *path = g_build_filename (folder, name, NULL);
        add_fingerprint (fingerprints, path);
      }
}

/* One folder below, "mozilla" among them. Not having any means not knowing. */
static GHashTable *
load_distribution (const char *folder)
{
  g_autoptr (GHashTable) fingerprints
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GDir) dir = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  const char *name;

  if (dir == NULL)
    return NULL;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      add_folder (fingerprints, path);
    }

  return g_hash_table_size (fingerprints) > 0 ? g_steal_pointer (&fingerprints) : NULL;
}

/* The list in use against the runtime's: what only the former has, somebody added. */
static GHashTable *
load_distribution_bundle (const char *path)
{
  g_autoptr (GHashTable) fingerprints
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) roots = load_roots (path);

  for (guint i = 0; i < roots->len; i++)
    g_hash_table_add (fingerprints, ifa_certificate_dup_sha256 (g_ptr_array_index (roots, i)));
  return roots->len > 0 ? g_steal_pointer (&fingerprints) : NULL;
}

static void
load_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Source *source = task_data;
  g_autoptr (GPtrArray) roots = load_roots (source->trust_file);
  GHashTable *distribution = source->distribution_bundle != NULL
                                 ? load_distribution_bundle (source->distribution_bundle)
                                 : load_distribution (source->distribution_folder);

  /* A host that serves nothing leaves what the runtime has. */
  if (roots->len == 0 && source->list == IFA_TRUST_LIST_COMPUTER && source->trust_file != NULL)
    {
      g_clear_pointer (&roots, g_ptr_array_unref);
      roots = load_roots (NULL);
      source->list = IFA_TRUST_LIST_RUNTIME;
    }
  g_task_return_pointer (task,
                         ifa_trust_store_new (g_steal_pointer (&roots), source->list, distribution),
                         (GDestroyNotify) ifa_trust_store_unref);
}

static void
load_unref (Load *load)
{
  if (!g_ref_count_dec (&load->ref_count))
    return;

  g_clear_pointer (&load->store, ifa_trust_store_unref);
  g_ptr_array_unref (load->waiting);
  g_free (load->key);
  g_free (load);
}

static void
waiter_free (Waiter *waiter)
{
  if (waiter->cancelled != NULL)
    {
      g_source_destroy (waiter->cancelled);
      g_source_unref (waiter->cancelled);
    }
  g_object_unref (waiter->task);
  g_free (waiter);
}

static gboolean
waiter_cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  Waiter *waiter = user_data;

  g_task_return_error_if_cancelled (waiter->task);
  g_ptr_array_remove (waiter->load->waiting, waiter);
  return G_SOURCE_REMOVE;
}

static void
add_waiter (Load *load, GTask *task)
{
  Waiter *waiter = g_new0 (Waiter, 1);
  GCancellable *cancellable = g_task_get_cancellable (task);

  waiter->load = load;
  waiter->task = task;
  if (cancellable != NULL)
    {
      waiter->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (waiter->cancelled, G_SOURCE_FUNC (waiter_cancelled_cb), waiter, NULL);
      g_source_attach (waiter->cancelled, g_main_context_get_thread_default ());
    }
  g_ptr_array_add (load->waiting, waiter);
}

static void
return_store (GTask *task, Load *load)
{
  g_task_return_pointer (task, ifa_trust_store_ref (load->store),
                         (GDestroyNotify) ifa_trust_store_unref);
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Load *load = user_data;

  load->store = g_task_propagate_pointer (G_TASK (result), NULL);
  for (guint i = 0; i < load->waiting->len; i++)
    return_store (((Waiter *) g_ptr_array_index (load->waiting, i))->task, load);
  g_ptr_array_set_size (load->waiting, 0);
  load_unref (load);
}

/* A trust file that was written anew is another one. */
static char *
dup_key (IfaEnvironment *environment)
{
  const char *path = ifa_environment_get_trust_file (environment);
  g_autofree char *root = ifa_environment_dup_path (environment, "/");
  GStatBuf status;

  if (path == NULL)
    return g_strdup (root);
  if (g_stat (path, &status) != 0)
    return g_strdup_printf ("%s %s", root, path);

  return g_strdup_printf ("%s %s %" G_GINT64_FORMAT ".%ld %" G_GINT64_FORMAT " %" G_GUINT64_FORMAT,
                          root, path, (gint64) status.st_mtim.tv_sec, status.st_mtim.tv_nsec,
                          (gint64) status.st_size, (guint64) status.st_ino);
}

/* What the sandbox shows of the computer's own list, if anything. */
static char *
dup_host_trust (IfaEnvironment *environment)
{
  g_autofree char *socket_path = ifa_environment_dup_path (environment, HOST_TRUST_SOCKET);

  if (g_file_test (socket_path, G_FILE_TEST_EXISTS))
    return g_strdup (HOST_TRUST_URL);
  for (guint i = 0; i < G_N_ELEMENTS (host_bundles); i++)
    {
      g_autofree char *path = ifa_environment_dup_path (environment, host_bundles[i]);
      if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
        return g_steal_pointer (&path);
    }
  return NULL;
}

static Source *
source_new (IfaEnvironment *environment)
{
  Source *source = g_new0 (Source, 1);

  source->trust_file = g_strdup (ifa_environment_get_trust_file (environment));
  source->list = source->trust_file != NULL ? IFA_TRUST_LIST_FILE : IFA_TRUST_LIST_COMPUTER;
  if (!ifa_sandbox_is_around (environment))
    {
      source->distribution_folder = ifa_environment_dup_path (environment, DISTRIBUTION_FOLDER);
      return source;
    }

  source->distribution_bundle = ifa_environment_dup_path (environment, RUNTIME_BUNDLE);
  if (source->trust_file == NULL)
    source->trust_file = dup_host_trust (environment);
  if (source->trust_file == NULL)
    source->list = IFA_TRUST_LIST_RUNTIME;
  return source;
}

static Load *
start_load (IfaEnvironment *environment, char *key)
{
  Load *load = g_new0 (Load, 1);
  g_autoptr (GTask) task = g_task_new (NULL, NULL, loaded_cb, load);

  g_ref_count_init (&load->ref_count);
  load->key = key;
  load->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) waiter_free);

  g_task_set_source_tag (task, start_load);
  g_task_set_task_data (task, source_new (environment), (GDestroyNotify) source_free);

  /* The thread's own reference. */
  g_ref_count_inc (&load->ref_count);
  g_task_run_in_thread (task, load_thread);
  return load;
}

/**
 * ifa_trust_store_prepare:
 * @environment: its trust file, or the system's trust store
 *
 * Starts the load, so that it runs beside the look-ups and connections that come first.
 */
void
ifa_trust_store_prepare (IfaEnvironment *environment)
{
  g_autofree char *key = dup_key (environment);

  if (current_load != NULL && g_str_equal (current_load->key, key))
    return;

  g_clear_pointer (&current_load, load_unref);
  current_load = start_load (environment, g_steal_pointer (&key));
}

/**
 * ifa_trust_store_get_async:
 * @environment: its trust file, or the system's trust store
 * @cancellable: (nullable): ends the waiting; the load itself goes on for others
 * @callback: called once, from the main loop
 * @user_data: closure
 *
 * From the main thread only.
 */
void
ifa_trust_store_get_async (IfaEnvironment *environment,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, ifa_trust_store_get_async);
  ifa_trust_store_prepare (environment);
  if (current_load->store != NULL)
    return_store (task, current_load);
  else
    add_waiter (current_load, g_steal_pointer (&task));
}

/**
 * ifa_trust_store_get_finish:
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the store, empty where none could be read; `NULL` when
 *   cancelled
 */
IfaTrustStore *
ifa_trust_store_get_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
