/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "tls-probe.h"

#include <gnutls/gnutls.h>

#include "chain-judgement.h"
#include "facts.h"
#include "foreign-text.h"
#include "gnutls-error.h"
#include "proxy-login.h"
#include "tls-attempt.h"
#include "tls-hello.h"
#include "trust-store.h"

/* What today's programs offer. Weak ciphers aren't in it: see what_else_it_speaks. */
#define PRIORITY "NORMAL:-VERS-TLS1.1:-VERS-TLS1.0:%COMPAT"

/* Alerts by which a server may say that it wants an older client: RFC 8446 section 6. */
#define ALERT_HANDSHAKE_FAILURE 40
#define ALERT_ILLEGAL_PARAMETER 47
#define ALERT_PROTOCOL_VERSION 70
#define ALERT_INSUFFICIENT_SECURITY 71

static const guint16 old_versions[]
    = { IFA_TLS_VERSION_1_2, IFA_TLS_VERSION_1_1, IFA_TLS_VERSION_1_0, IFA_TLS_VERSION_SSL_3 };

typedef struct
{
  IfaEnvironment *environment;
  IfaCheck *check;
  IfaTrustStore *store;   /* (nullable): still loading */
  IfaTlsAttempt *attempt; /* (nullable): still under way */
  guint next_version;     /* position in old_versions */
  gboolean is_answered;   /* the exchanges with the server have ended */
  IfaOutcome outcome;
  guint connect_ms;
} Probe;

static void
probe_free (Probe *self)
{
  g_clear_pointer (&self->store, ifa_trust_store_unref);
  g_clear_pointer (&self->attempt, ifa_tls_attempt_free);
  ifa_environment_unref (self->environment);
  g_free (self);
}

static void
return_cancelled (GTask *task, GError *error)
{
  g_task_return_error (task, error);
  g_object_unref (task);
}

/* Moves what a judge wrote. */
static void
take_judgement (IfaTlsFacts *facts, IfaTlsFacts *judged)
{
  facts->name_matches = judged->name_matches;
  facts->trust = judged->trust;
  facts->trust_list = judged->trust_list;
  facts->trust_is_local = judged->trust_is_local;
  facts->chain_length = judged->chain_length;
  facts->not_before_s = judged->not_before_s;
  facts->not_after_s = judged->not_after_s;
  facts->ocsp_stapled = judged->ocsp_stapled;
  facts->subject = g_steal_pointer (&judged->subject);
  facts->names = g_steal_pointer (&judged->names);
  facts->issuer = g_steal_pointer (&judged->issuer);
  facts->root = g_steal_pointer (&judged->root);
  facts->missing_issuer = g_steal_pointer (&judged->missing_issuer);
  facts->serial = g_steal_pointer (&judged->serial);
  facts->fingerprint_sha256 = g_steal_pointer (&judged->fingerprint_sha256);
  facts->root_sha256 = g_steal_pointer (&judged->root_sha256);
  facts->key = g_steal_pointer (&judged->key);
  facts->signature = g_steal_pointer (&judged->signature);
  facts->chain_problem = g_steal_pointer (&judged->chain_problem);
  facts->ocsp_status = g_steal_pointer (&judged->ocsp_status);
  if (judged->weakness != NULL)
    {
      g_free (facts->weakness);
      facts->weakness = g_steal_pointer (&judged->weakness);
    }
}

static void
finish (GTask *task)
{
  Probe *self = g_task_get_task_data (task);

  self->check->outcome = self->outcome;
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
judged_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Probe *self = g_task_get_task_data (task);
  GError *error = NULL;
  IfaTlsFacts *judged = ifa_chain_judgement_finish (result, &error);

  if (judged == NULL)
    {
      return_cancelled (task, error);
      return;
    }

  take_judgement (self->check->facts, judged);
  ifa_facts_free (&ifa_tls_facts, judged);
  finish (task);
}

/* Goes on when both are there: the server's answer and the roots. */
static void
judge_when_ready (GTask *task)
{
  Probe *self = g_task_get_task_data (task);
  const IfaTlsFacts *facts = self->check->facts;

  if (!self->is_answered || self->store == NULL)
    return;
  if (self->attempt->chain == NULL)
    finish (task);
  else
    ifa_chain_judgement_async (self->environment, self->store, self->attempt->chain,
                               self->attempt->staple, facts->host, g_task_get_cancellable (task),
                               judged_cb, task);
}

static void
store_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Probe *self = g_task_get_task_data (task);

  /* When it was cancelled, the handshake says so, too. */
  self->store = ifa_trust_store_get_finish (result, NULL);
  if (self->store != NULL && !g_task_get_completed (task))
    judge_when_ready (task);
}

static void
answered (GTask *task)
{
  Probe *self = g_task_get_task_data (task);

  self->is_answered = TRUE;
  judge_when_ready (task);
}

static void ask_for_old_version (GTask *task);

static void
hello_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Probe *self = g_task_get_task_data (task);
  IfaTlsFacts *facts = self->check->facts;
  IfaTlsChoice choice = { 0 };
  GError *error = NULL;

  if (!ifa_tls_hello_finish (result, &choice, &error))
    {
      return_cancelled (task, error);
      return;
    }

  if (choice.version == 0)
    ask_for_old_version (task);
  else if (choice.version < IFA_TLS_VERSION_1_2)
    {
      facts->only_old_versions = g_strdup (ifa_tls_hello_get_version_name (choice.version));
      self->outcome = IFA_OUTCOME_VERSION;
      answered (task);
    }
  else
    {
      facts->weakness = g_strdup (ifa_tls_hello_get_weak_cipher (choice.cipher));
      answered (task);
    }
}

/* Each hello offers that version and all below, but some servers only see their own. */
static void
ask_for_old_version (GTask *task)
{
  Probe *self = g_task_get_task_data (task);
  const IfaTlsFacts *facts = self->check->facts;

  if (self->next_version == G_N_ELEMENTS (old_versions))
    {
      answered (task);
      return;
    }

  ifa_tls_hello_async (facts->address, facts->port, facts->host, old_versions[self->next_version++],
                       self->connect_ms, g_task_get_cancellable (task), hello_cb, task);
}

static gboolean
may_be_version (const IfaTlsAttempt *attempt)
{
  switch (attempt->outcome)
    {
    case IFA_OUTCOME_VERSION:
      return TRUE;
    case IFA_OUTCOME_RESET:
    case IFA_OUTCOME_CLOSED:
      return attempt->connected && attempt->chain == NULL;
    case IFA_OUTCOME_ALERT:
      return !attempt->certificate_requested
             && (attempt->alert == ALERT_HANDSHAKE_FAILURE
                 || attempt->alert == ALERT_ILLEGAL_PARAMETER
                 || attempt->alert == ALERT_PROTOCOL_VERSION
                 || attempt->alert == ALERT_INSUFFICIENT_SECURITY);
    default:
      return FALSE;
    }
}

static void
note_attempt (Probe *self)
{
  IfaTlsAttempt *attempt = self->attempt;
  IfaTlsFacts *facts = self->check->facts;

  self->outcome = attempt->alert == ALERT_PROTOCOL_VERSION ? IFA_OUTCOME_VERSION : attempt->outcome;
  ifa_check_take_detail (self->check, g_steal_pointer (&attempt->detail));
  if (!attempt->connected)
    return;

  facts->protocol = g_steal_pointer (&attempt->protocol);
  facts->cipher = g_steal_pointer (&attempt->cipher);
  facts->received_bytes = attempt->received_bytes;
  if (attempt->alert >= 0)
    {
      facts->alert = ifa_gnutls_dup_alert_name (attempt->alert);
      facts->alert_code = attempt->alert;
    }
  if (attempt->outcome == IFA_OUTCOME_MALFORMED)
    facts->first_bytes
        = ifa_foreign_text_dup (attempt->first_bytes, attempt->n_first_bytes, IFA_TLS_FIRST_BYTES);
  /* Not being asked is only known from a handshake that came that far. */
  if (attempt->certificate_requested || attempt->outcome == IFA_OUTCOME_OK)
    facts->client_certificate_requested = IFA_TRI (attempt->certificate_requested);
}

static void
attempt_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Probe *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->attempt = ifa_tls_attempt_finish (result, &error);
  if (self->attempt == NULL)
    {
      return_cancelled (task, error);
      return;
    }

  note_attempt (self);
  /* Behind a proxy the versions can't be asked for one by one. */
  if (may_be_version (self->attempt) && ((IfaTlsFacts *) self->check->facts)->proxy == NULL)
    ask_for_old_version (task);
  else
    answered (task);
}

/* "192.0.2.1:3128" or "[2001:db8::1]:3128". */
static gboolean
read_proxy (const char *proxy, char **address, gint64 *port)
{
  g_autoptr (GSocketConnectable) connectable = g_network_address_parse (proxy, 80, NULL);
  GNetworkAddress *network = connectable != NULL ? G_NETWORK_ADDRESS (connectable) : NULL;

  if (network == NULL || !g_hostname_is_ip_address (g_network_address_get_hostname (network)))
    return FALSE;
  *address = g_strdup (g_network_address_get_hostname (network));
  *port = g_network_address_get_port (network);
  return TRUE;
}

/**
 * ifa_tls_probe_async:
 * @environment: the outside world, its trust and its limits
 * @check: a check of TLS facts: `host`, `address` and `port` say where to; `proxy` (numeric) and
 *   `max_segment_bytes`, where set, which way
 * @cancellable: (nullable): ends the probe
 * @callback: called once, from the main loop
 * @user_data: closure
 *
 * The outcome is that of the handshake: it is `OK` also with a certificate that nobody should
 * accept. Whether the name fits (RFC 6125), where the chain leads, and from when to when it is
 * valid are three facts of their own. Where a server refuses today's versions it is asked
 * what it would choose instead, and where it wants a client's certificate, its refusal is
 * waited for.
 */
void
ifa_tls_probe_async (IfaEnvironment *environment,
                     IfaCheck *check,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  const IfaLimits *limits = ifa_environment_get_limits (environment);
  gboolean is_control = check->role == IFA_ROLE_CONTROL;
  IfaTlsFacts *facts = check->facts;
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Probe *self = g_new0 (Probe, 1);
  IfaTlsTarget target = {
    .host = facts->host,
    .address = facts->address,
    .port = facts->port,
    .priority = PRIORITY,
    .connect_ms = is_control ? limits->control_ms : limits->connect_ms,
    .handshake_ms = is_control ? limits->control_ms : limits->tls_ms,
    .max_bytes = limits->max_chain_bytes,
  };
  g_autofree char *proxy_address = NULL;
  g_autofree char *tunnel_to = NULL;
  g_autofree char *proxy_login = NULL;

  if (facts->max_segment_bytes != IFA_UNKNOWN_INTEGER)
    target.max_segment_bytes = facts->max_segment_bytes;
  if (facts->proxy != NULL && read_proxy (facts->proxy, &proxy_address, &target.port))
    {
      tunnel_to = g_strdup_printf (strchr (facts->host, ':') != NULL ? "[%s]:%d" : "%s:%d",
                                   facts->host, (int) facts->port);
      target.address = proxy_address;
      target.tunnel_to = tunnel_to;
      proxy_login = ifa_proxy_login_dup_header (proxy_address, target.port);
      target.proxy_login = proxy_login;
    }

  g_task_set_source_tag (task, ifa_tls_probe_async);
  g_task_set_task_data (task, self, (GDestroyNotify) probe_free);
  self->connect_ms = target.connect_ms;
  self->environment = ifa_environment_ref (environment);
  self->check = check;

  ifa_trust_store_get_async (environment, cancellable, store_cb, g_object_ref (task));
  ifa_tls_attempt_async (&target, cancellable, attempt_cb, task);
}

gboolean
ifa_tls_probe_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
