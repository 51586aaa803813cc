/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What holds for the whole run before anything is measured: the profile's limits, the calendar,
 * and what the person said. */

#include "config.h"
#include "explain.h"
#include "profile-message.h"
#include "run-private.h"
#include "sandbox.h"

/* A window that opens later than this is nobody's concern today. */
#define NEAR_S (24 * 60 * 60)

static const char *const about_words[] = {
  [IFA_ABOUT_CONNECTION] = "connection", [IFA_ABOUT_DEVICE] = "device",
  [IFA_ABOUT_LIMITS] = "limits",         [IFA_ABOUT_CONTENT] = "content",
  [IFA_ABOUT_LOGIN] = "login",
};

/**
 * ifa_run_set_story:
 * @self: a run that wasn't started yet
 * @while_sending: whether the fault came while an invoice was being sent
 * @message: (nullable): what the invoicing program said, foreign text
 *
 * What only the person can know. A run without it is as good; it only can't tell whether an
 * invoice may have been issued.
 */
void
ifa_run_set_story (IfaRun *self, IfaTri while_sending, const char *message)
{
  g_return_if_fail (IFA_IS_RUN (self));
  g_return_if_fail (self->task == NULL && !self->finished);

  self->while_sending = while_sending;
  g_free (self->message);
  self->message = g_strdup (message);
}

/* The service's own codes come first: a bare number means nothing without its vendor. */
static gboolean
understand_by_profile (const IfaProfile *profile, const char *message, IfaRunFacts *facts)
{
  g_autofree char *valid = g_utf8_make_valid (message, -1);
  g_autoptr (GPtrArray) errors = ifa_profile_list_mentioned_errors (profile, valid);
  const IfaErrorCode *code = NULL;

  if (errors->len == 0)
    return FALSE;
  code = g_ptr_array_index (errors, 0);
  facts->message_code = g_strdup (code->code);
  facts->message_cause = g_strdup (code->cause);
  return TRUE;
}

static void
understand (const char *message, IfaRunFacts *facts)
{
  g_autoptr (GPtrArray) explanations = ifa_explain (message);
  const IfaExplanation *first = NULL;

  for (guint i = 0; first == NULL && i < explanations->len; i++)
    {
      const IfaExplanation *explanation = g_ptr_array_index (explanations, i);

      /* Advice that somebody gave says nothing of what happened. */
      if (explanation->about != IFA_ABOUT_UNKNOWN)
        first = explanation;
    }
  if (first == NULL)
    return;
  facts->message_code = g_strdup (first->code);
  facts->message_about = g_strdup (about_words[first->about]);
  facts->message_cause = g_strdup (first->cause);
}

static void
set_calendar (IfaRunFacts *facts, const IfaProfile *profile, gint64 now_s)
{
  gint64 from_s = IFA_UNKNOWN_INTEGER;
  gint64 until_s = IFA_UNKNOWN_INTEGER;

  facts->maintenance_now
      = IFA_TRI (ifa_profile_is_in_maintenance (profile, now_s, &from_s, &until_s));
  if (facts->maintenance_now == IFA_TRI_YES)
    {
      facts->maintenance_since_s = from_s;
      facts->maintenance_until_s = until_s;
    }
  if (ifa_profile_find_next_maintenance (profile, now_s, NEAR_S, &from_s, &until_s))
    {
      facts->next_maintenance_from_s = from_s;
      facts->next_maintenance_until_s = until_s;
    }
  facts->maintenance_notices = g_strdup (ifa_profile_get_maintenance_notices (profile));
}

/**
 * ifa_run_add_circumstances:
 * @run: a run that has just been started
 */
void
ifa_run_add_circumstances (IfaRun *run)
{
  IfaCheck *check = ifa_check_new (&ifa_run_facts, IFA_ROLE_NONE, NULL);
  IfaRunFacts *facts = check->facts;
  const IfaProfile *profile = run->profile;

  facts->service = g_strdup (ifa_text_get (profile->name));
  facts->vendor = g_strdup (profile->vendor_name);
  facts->own_hosts_only = IFA_TRI (run->own_hosts_only);
  facts->started_s = run->started_us / G_USEC_PER_SEC;
  facts->built_s = IFA_BUILT_S;
  facts->max_clock_error_s = profile->clock_max_error_s;
  set_calendar (facts, profile, facts->started_s);
  facts->while_sending = run->while_sending;
  if (run->message != NULL && !understand_by_profile (profile, run->message, facts))
    understand (run->message, facts);
  facts->sandboxed = IFA_TRI (ifa_sandbox_is_around (run->environment));
  facts->may_use_network = ifa_sandbox_shares_network (run->environment);
  check->outcome = IFA_OUTCOME_OK;
  ifa_run_add_ended (run, check);
}
