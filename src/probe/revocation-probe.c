/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "revocation-probe.h"

#include "chain-memory.h"
#include "crl.h"
#include "facts.h"
#include "http-fetch.h"
#include "ocsp.h"

#define MAX_RESPONSE_BYTES (64 * 1024)

/* The lists of the great authorities have up to some megabytes. */
#define MAX_LIST_BYTES (12 * 1024 * 1024)

/* A list of this size is walked through in less than a millisecond, and on the main loop. */
#define SMALL_LIST_BYTES (256 * 1024)

typedef struct
{
  IfaEnvironment *environment; /* the main thread's only */
  IfaCheck *check;
  IfaCertificate *certificate;
  IfaCertificate *issuer;
  gint64 now_s;
  GBytes *list;

  /* Written by whichever thread reads the list. */
  const char *answer;
  IfaRevocationTimes times;
} Probe;

static void
probe_free (Probe *self)
{
  g_clear_pointer (&self->certificate, ifa_certificate_unref);
  g_clear_pointer (&self->issuer, ifa_certificate_unref);
  g_clear_pointer (&self->list, g_bytes_unref);
  g_free (self);
}

static void
let_go (Probe *self)
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
finish (GTask *task, IfaOutcome outcome)
{
  Probe *self = g_task_get_task_data (task);

  let_go (self);
  self->check->outcome = outcome;
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/* Notes an answer, and tells whether it decides. */
static gboolean
note (Probe *self, const char *answer, const IfaRevocationTimes *times)
{
  IfaRevocationFacts *facts = self->check->facts;

  if (g_str_equal (answer, IFA_OCSP_GOOD))
    facts->status = IFA_REVOCATION_GOOD;
  else if (g_str_equal (answer, IFA_OCSP_REVOKED))
    facts->status = IFA_REVOCATION_REVOKED;
  else
    return FALSE;

  facts->revoked_since_s = times->revoked_since_s;
  facts->next_update_s = times->next_update_s;
  return TRUE;
}

static void
list_read (GTask *task)
{
  Probe *self = g_task_get_task_data (task);
  IfaRevocationFacts *facts = self->check->facts;

  facts->crl_status = g_strdup (self->answer);
  finish (task, note (self, self->answer, &self->times) ? IFA_OUTCOME_OK : IFA_OUTCOME_FAILED);
}

static void
read_list (Probe *self)
{
  self->answer
      = ifa_crl_judge (self->list, self->certificate, self->issuer, self->now_s, &self->times);
}

static void
read_list_thread (GTask *thread, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  read_list (g_task_get_task_data (G_TASK (source)));
  g_task_return_boolean (thread, TRUE);
}

static void
list_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GTask *task = G_TASK (object);
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    list_read (task);
  else
    return_error (task, error);
}

static void
list_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Probe *self = g_task_get_task_data (task);
  IfaRevocationFacts *facts = self->check->facts;
  g_autoptr (GTask) thread = NULL;
  GError *error = NULL;
  IfaOutcome outcome;

  self->list = ifa_http_fetch_finish (result, &outcome, &error);
  if (error != NULL)
    {
      return_error (task, error);
      return;
    }
  if (self->list == NULL)
    {
      facts->crl_status = g_strdup (ifa_outcome_to_string (outcome));
      finish (task, outcome);
      return;
    }
  if (g_bytes_get_size (self->list) <= SMALL_LIST_BYTES)
    {
      read_list (self);
      list_read (task);
      return;
    }

  /* The task is the source object: its data lives until the thread has ended. */
  thread = g_task_new (task, g_task_get_cancellable (task), list_read_cb, NULL);
  g_task_set_source_tag (thread, list_cb);
  g_task_set_return_on_cancel (thread, TRUE);
  g_task_run_in_thread (thread, read_list_thread);
}

/* @otherwise is how it ends where there is no list. */
static void
fetch_list (GTask *task, IfaOutcome otherwise)
{
  Probe *self = g_task_get_task_data (task);
  const IfaRevocationFacts *facts = self->check->facts;

  if (facts->crl_url == NULL || !ifa_http_fetch_is_allowed (facts->crl_url))
    finish (task, otherwise);
  else
    ifa_http_fetch_async (self->environment, facts->crl_url, NULL, NULL, MAX_LIST_BYTES,
                          g_task_get_cancellable (task), list_cb, task);
}

static void
response_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Probe *self = g_task_get_task_data (task);
  IfaRevocationFacts *facts = self->check->facts;
  GError *error = NULL;
  IfaOutcome outcome;
  g_autoptr (GBytes) response = ifa_http_fetch_finish (result, &outcome, &error);
  IfaRevocationTimes times;
  const char *answer;

  if (error != NULL)
    {
      return_error (task, error);
      return;
    }
  if (response == NULL)
    {
      facts->ocsp_status = g_strdup (ifa_outcome_to_string (outcome));
      fetch_list (task, outcome);
      return;
    }

  answer = ifa_ocsp_judge (response, self->certificate, self->issuer, self->now_s, &times);
  facts->ocsp_status = g_strdup (answer);
  if (note (self, answer, &times))
    finish (task, IFA_OUTCOME_OK);
  else
    fetch_list (task, IFA_OUTCOME_FAILED);
}

static void
ask_responder (GTask *task)
{
  Probe *self = g_task_get_task_data (task);
  const IfaRevocationFacts *facts = self->check->facts;
  g_autoptr (GBytes) question = ifa_ocsp_ask (self->certificate, self->issuer);

  if (question == NULL || facts->ocsp_url == NULL || !ifa_http_fetch_is_allowed (facts->ocsp_url))
    fetch_list (task, IFA_OUTCOME_NOT_AVAILABLE);
  else
    ifa_http_fetch_async (self->environment, facts->ocsp_url, question, "application/ocsp-request",
                          MAX_RESPONSE_BYTES, g_task_get_cancellable (task), response_cb, task);
}

/**
 * ifa_revocation_probe_is_possible:
 * @sha256: (nullable): fingerprint of a certificate that the TLS probe saw
 *
 * Returns: whether there is anybody to ask about it
 */
gboolean
ifa_revocation_probe_is_possible (const char *sha256)
{
  g_autoptr (IfaCertificate) certificate = NULL;
  g_autoptr (IfaCertificate) issuer = NULL;
  g_autofree char *ocsp_url = NULL;
  g_autofree char *crl_url = NULL;

  if (!ifa_chain_memory_find (sha256, &certificate, &issuer))
    return FALSE;

  ocsp_url = ifa_certificate_dup_ocsp_url (certificate);
  crl_url = ifa_certificate_dup_crl_url (certificate);
  return (ocsp_url != NULL && ifa_http_fetch_is_allowed (ocsp_url))
         || (crl_url != NULL && ifa_http_fetch_is_allowed (crl_url));
}

/**
 * ifa_revocation_probe_async:
 * @environment: the outside world and its limits
 * @check: a check of revocation facts: `fingerprint_sha256` says which certificate, one that
 *   the TLS probe saw in this process
 * @cancellable: (nullable): ends the probe
 * @callback: called once, from the main loop
 * @user_data: closure
 *
 * Asks the authority's responder, and reads its list where the responder gives no answer that
 * holds. The outcome is `OK` when one of them did, whatever it says, and `NOT_AVAILABLE` where
 * the certificate names neither or nobody may be asked.
 */
void
ifa_revocation_probe_async (IfaEnvironment *environment,
                            IfaCheck *check,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Probe *self = g_new0 (Probe, 1);
  IfaRevocationFacts *facts = check->facts;

  g_task_set_source_tag (task, ifa_revocation_probe_async);
  g_task_set_task_data (task, self, (GDestroyNotify) probe_free);
  self->environment = ifa_environment_ref (environment);
  self->check = check;
  self->now_s = ifa_environment_now_us (environment) / G_USEC_PER_SEC;

  if (!ifa_environment_get_ask_authorities (environment)
      || !ifa_chain_memory_find (facts->fingerprint_sha256, &self->certificate, &self->issuer))
    {
      finish (task, IFA_OUTCOME_NOT_AVAILABLE);
      return;
    }

  facts->subject = ifa_certificate_dup_subject (self->certificate);
  facts->serial = ifa_certificate_dup_serial (self->certificate);
  facts->ocsp_url = ifa_certificate_dup_ocsp_url (self->certificate);
  facts->crl_url = ifa_certificate_dup_crl_url (self->certificate);
  ask_responder (task);
}

gboolean
ifa_revocation_probe_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * ifa_revocation_probe_dup_issuer:
 * @sha256: (nullable): fingerprint of a certificate that the TLS probe saw
 *
 * Returns: (transfer full) (nullable): fingerprint of its issuer; `NULL` behind the last one
 */
char *
ifa_revocation_probe_dup_issuer (const char *sha256)
{
  g_autoptr (IfaCertificate) certificate = NULL;
  g_autoptr (IfaCertificate) issuer = NULL;

  return ifa_chain_memory_find (sha256, &certificate, &issuer) ? ifa_certificate_dup_sha256 (issuer)
                                                               : NULL;
}
