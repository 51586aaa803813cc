/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "chain-judgement.h"

#include "certificate-file.h"
#include "chain-memory.h"
#include "facts.h"
#include "http-fetch.h"
#include "tls-chain.h"

/* A chain of this size is judged in less than two milliseconds, and on the main loop. */
#define SMALL_CHAIN_CERTIFICATES 6
#define SMALL_CHAIN_BYTES (16 * 1024)

/* No real chain lacks more links. */
#define MAX_FETCHES 3
#define MAX_FILE_BYTES (64 * 1024)

typedef struct
{
  IfaEnvironment *environment; /* the main thread's only */
  IfaTrustStore *store;
  GPtrArray *chain; /* (element-type GBytes): what was sent, then what was fetched */
  guint n_sent;
  GBytes *staple;
  char *host;
  gint64 now_s;
  guint n_fetches;
  char *missing_issuer; /* the first link that was missing */

  /* Written by whichever thread judges. */
  IfaTlsFacts *facts;
  IfaCertificatePath *path;
} Judgement;

static void
tls_facts_free (gpointer facts)
{
  ifa_facts_free (&ifa_tls_facts, facts);
}

static void
forget (Judgement *self)
{
  g_clear_pointer (&self->facts, tls_facts_free);
  g_clear_pointer (&self->path, ifa_certificate_path_free);
}

static void
judgement_free (Judgement *self)
{
  forget (self);
  ifa_trust_store_unref (self->store);
  g_ptr_array_unref (self->chain);
  g_clear_pointer (&self->staple, g_bytes_unref);
  g_free (self->host);
  g_free (self->missing_issuer);
  g_free (self);
}

static void
judge (Judgement *self)
{
  self->facts = ifa_facts_new (&ifa_tls_facts);
  self->path = ifa_tls_chain_judge (self->store, self->chain, self->staple, self->host, self->now_s,
                                    self->facts);
}

/* Returns to the main thread what belongs to it. */
static void
let_go (Judgement *self)
{
  g_clear_pointer (&self->environment, ifa_environment_unref);
}

static void
return_error (GTask *task, GError *error)
{
  let_go (g_task_get_task_data (task));
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
finish (GTask *task)
{
  Judgement *self = g_task_get_task_data (task);
  IfaTlsFacts *facts = self->facts;

  let_go (self);
  facts->chain_length = self->n_sent;
  if (self->missing_issuer != NULL && self->path != NULL
      && self->path->grade != IFA_PATH_INCOMPLETE)
    {
      /* With the missing link all is well: the server's owner forgot it. */
      facts->trust = IFA_TLS_TRUST_INCOMPLETE;
      facts->missing_issuer = g_steal_pointer (&self->missing_issuer);
    }
  for (guint i = 0; self->path != NULL && i + 1 < self->path->certificates->len; i++)
    ifa_chain_memory_put (g_ptr_array_index (self->path->certificates, i),
                          g_ptr_array_index (self->path->certificates, i + 1));

  g_task_return_pointer (task, g_steal_pointer (&self->facts), tls_facts_free);
  g_object_unref (task);
}

static void begin_judging (GTask *task);

static void
fetched_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Judgement *self = g_task_get_task_data (task);
  GError *error = NULL;
  IfaOutcome outcome;
  g_autoptr (GBytes) file = ifa_http_fetch_finish (result, &outcome, &error);
  g_autoptr (GPtrArray) certificates = NULL;

  if (error != NULL)
    {
      return_error (task, error);
      return;
    }

  certificates = file != NULL ? ifa_certificate_file_parse (file) : g_ptr_array_new ();
  if (certificates->len == 0)
    {
      finish (task);
      return;
    }

  for (guint i = 0; i < certificates->len; i++)
    g_ptr_array_add (self->chain, g_bytes_ref (g_ptr_array_index (certificates, i)));
  forget (self);
  begin_judging (task);
}

/* Where the issuer of the last certificate of the path is to be had; NULL not to ask. */
static char *
dup_next_url (const Judgement *self)
{
  const IfaCertificatePath *path = self->path;
  const IfaCertificate *last;
  g_autofree char *url = NULL;

  if (path == NULL || path->grade != IFA_PATH_INCOMPLETE || self->n_fetches == MAX_FETCHES
      || !ifa_environment_get_ask_authorities (self->environment))
    return NULL;

  last = g_ptr_array_index (path->certificates, path->certificates->len - 1);
  url = last->is_self_issued ? NULL : ifa_certificate_dup_issuer_url (last);
  return url != NULL && ifa_http_fetch_is_allowed (url) ? g_steal_pointer (&url) : NULL;
}

static void
judged (GTask *task)
{
  Judgement *self = g_task_get_task_data (task);
  g_autofree char *url = dup_next_url (self);

  if (url == NULL)
    {
      finish (task);
      return;
    }

  self->n_fetches++;
  if (self->missing_issuer == NULL)
    self->missing_issuer = g_strdup (self->facts->missing_issuer);
  ifa_http_fetch_async (self->environment, url, NULL, NULL, MAX_FILE_BYTES,
                        g_task_get_cancellable (task), fetched_cb, task);
}

static void
judge_thread (GTask *thread, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  judge (g_task_get_task_data (G_TASK (source_object)));
  g_task_return_boolean (thread, TRUE);
}

static void
judged_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GTask *task = G_TASK (object);
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    judged (task);
  else
    return_error (task, error);
}

static gboolean
is_small (GPtrArray *chain)
{
  gsize n_bytes = 0;

  for (guint i = 0; i < chain->len; i++)
    n_bytes += g_bytes_get_size (g_ptr_array_index (chain, i));
  return chain->len <= SMALL_CHAIN_CERTIFICATES && n_bytes <= SMALL_CHAIN_BYTES;
}

static void
begin_judging (GTask *task)
{
  Judgement *self = g_task_get_task_data (task);
  g_autoptr (GTask) thread = NULL;

  if (is_small (self->chain))
    {
      judge (self);
      judged (task);
      return;
    }

  /* The task is the source object: its data lives until the thread has ended. */
  thread = g_task_new (task, g_task_get_cancellable (task), judged_cb, NULL);
  g_task_set_source_tag (thread, begin_judging);
  g_task_set_return_on_cancel (thread, TRUE);
  g_task_run_in_thread (thread, judge_thread);
}

/**
 * ifa_chain_judgement_async:
 * @environment: the outside world: its clock, and whether authorities may be asked
 * @store: the trusted roots
 * @chain: (element-type GBytes): encoded certificates as the server sent them
 * @staple: (nullable): the OCSP response that came along
 * @host: (nullable): the name or address that was asked for
 * @cancellable: (nullable): ends the judging
 * @callback: called once, from the main loop
 * @user_data: closure
 *
 * Where a link of the chain is missing, it is fetched from where the certificate says
 * (RFC 5280 section 4.2.2.1), so that a server whose owner forgot it is told from one whose
 * authority nobody knows.
 */
void
ifa_chain_judgement_async (IfaEnvironment *environment,
                           IfaTrustStore *store,
                           GPtrArray *chain,
                           GBytes *staple,
                           const char *host,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Judgement *self = g_new0 (Judgement, 1);

  g_task_set_source_tag (task, ifa_chain_judgement_async);
  g_task_set_task_data (task, self, (GDestroyNotify) judgement_free);
  self->environment = ifa_environment_ref (environment);
  self->store = ifa_trust_store_ref (store);
  self->chain = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  for (guint i = 0; i < chain->len; i++)
    g_ptr_array_add (self->chain, g_bytes_ref (g_ptr_array_index (chain, i)));
  self->n_sent = chain->len;
  self->staple = staple != NULL ? g_bytes_ref (staple) : NULL;
  self->host = g_strdup (host);
  self->now_s = ifa_environment_now_us (environment) / G_USEC_PER_SEC;
  begin_judging (task);
}

/**
 * ifa_chain_judgement_finish:
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (nullable): facts of which only those about the certificates are
 *   set, to be freed with [func@Ifa.facts_free]; `NULL` when cancelled
 */
IfaTlsFacts *
ifa_chain_judgement_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
