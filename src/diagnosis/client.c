/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Rules about what the person said: the message, and what it came in the middle of. */

#include "rule.h"

/* The message names the run's own check, so that "what it rests on" isn't empty. */
static const IfaRunFacts *
story (const IfaView *view, IfaFinding *finding)
{
  ifa_finding_cite (finding, ifa_evidence_find (view->evidence, ifa_run_facts.kind));
  if (view->run == NULL)
    return NULL;
  ifa_finding_set (finding, "code", view->run->message_code);
  ifa_finding_set (finding, "message", view->run->message_code);
  return view->run;
}

static gboolean
message_names (const IfaRunFacts *run, const IfaFinding *finding)
{
  return run != NULL && g_strcmp0 (run->message_cause, finding->cause->id) == 0;
}

/* Statuses behind which an invoice may have been taken in (RFC 9110 sections 15.6.3 and 15.6.5),
 * and exchanges of which only the answer was lost. */
static gboolean
leaves_open_what_happened (const IfaCheck *http)
{
  const IfaHttpFacts *facts = http->facts;

  return facts->status == 502 || facts->status == 504 || http->outcome == IFA_OUTCOME_TIMED_OUT
         || http->outcome == IFA_OUTCOME_TRUNCATED || http->outcome == IFA_OUTCOME_RESET
         || http->outcome == IFA_OUTCOME_CLOSED;
}

/* The service, the device or a limit said a clear No: nothing was left open. */
static gboolean
was_turned_down (const IfaRunFacts *run)
{
  static const char *const clear[] = { "device", "limits", "content", "login", NULL };

  return run->message_about != NULL && g_strv_contains (clear, run->message_about);
}

/* A time-out is unknown, not failed: whoever sends again blindly may issue twice. */
static gboolean
invoice_may_be_issued (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaRunFacts *run = story (view, finding);
  gboolean is_likely = message_names (run, finding);

  if (run == NULL || (!is_likely && (run->while_sending != IFA_TRI_YES || was_turned_down (run))))
    return FALSE;

  for (guint i = 0; i < view->endpoints->len; i++)
    {
      const IfaCheck *http = ifa_target_get_http (g_ptr_array_index (view->endpoints, i));

      if (http == NULL || !leaves_open_what_happened (http))
        continue;
      ifa_finding_cite (finding, http);
      is_likely = TRUE;
    }
  ifa_finding_set_time (finding, "date", run->started_s);
  ifa_finding_lower (finding, is_likely ? IFA_CERTAINTY_LIKELY : IFA_CERTAINTY_POSSIBLE);
  return TRUE;
}

static gboolean
by_message (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaRunFacts *run = story (view, finding);

  ifa_finding_lower (finding, IFA_CERTAINTY_LIKELY);
  return message_names (run, finding);
}

const IfaRule ifa_client_rules[] = {
  { "invoice-may-be-issued", IFA_SCOPE_NETWORK, invoice_may_be_issued, NULL },
  { "invoice-content-rejected", IFA_SCOPE_NETWORK, by_message, NULL },
  { "offline-limit-reached", IFA_SCOPE_NETWORK, by_message, NULL },
  { NULL },
};
