/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What one run ended in, as the pages share it: reference-counted, so that a thread can hold it. */

#include "config.h"

#include "result.h"

#include <glib/gi18n.h>

struct _IfaResult
{
  GObject parent_instance;

  IfaReport *report;
  IfaProfile *profile;           /* (nullable) */
  const IfaPracticeFault *fault; /* (nullable) */
  IfaStory *story;               /* (nullable) */
  char *comparison;              /* (nullable): with another network, one line */
  char *aftermath;               /* (nullable): whether a remedy has helped */
};

G_DEFINE_FINAL_TYPE (IfaResult, ifa_result, G_TYPE_OBJECT)

static void
ifa_result_finalize (GObject *object)
{
  IfaResult *self = IFA_RESULT (object);

  g_clear_pointer (&self->report, ifa_report_free);
  g_clear_pointer (&self->profile, ifa_profile_unref);
  g_clear_object (&self->story);
  g_free (self->comparison);
  g_free (self->aftermath);

  G_OBJECT_CLASS (ifa_result_parent_class)->finalize (object);
}

static void
ifa_result_class_init (IfaResultClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ifa_result_finalize;
}

static void
ifa_result_init (IfaResult *self)
{
}

/**
 * ifa_result_new:
 * @report: (transfer full): what was found
 * @profile: (nullable): the service that was looked at
 * @fault: (nullable): the fault that was practised
 *
 * Returns: (transfer full): the result
 */
IfaResult *
ifa_result_new (IfaReport *report, IfaProfile *profile, const IfaPracticeFault *fault)
{
  IfaResult *self = g_object_new (IFA_TYPE_RESULT, NULL);

  self->report = report;
  self->profile = profile != NULL ? ifa_profile_ref (profile) : NULL;
  self->fault = fault;
  return self;
}

/**
 * ifa_result_new_redacted:
 * @self: a result
 *
 * Returns: (transfer full): the same with everything private hidden, as whatever leaves this
 *   program must be
 */
IfaResult *
ifa_result_new_redacted (IfaResult *self)
{
  g_return_val_if_fail (IFA_IS_RESULT (self), NULL);

  return ifa_result_new (ifa_report_new_redacted (self->report), self->profile, self->fault);
}

IfaReport *
ifa_result_get_report (IfaResult *self)
{
  g_return_val_if_fail (IFA_IS_RESULT (self), NULL);

  return self->report;
}

/**
 * ifa_result_get_profile:
 * @self: a result
 *
 * Returns: (transfer none) (nullable): the service; `NULL` for a report from elsewhere
 */
IfaProfile *
ifa_result_get_profile (IfaResult *self)
{
  g_return_val_if_fail (IFA_IS_RESULT (self), NULL);

  return self->profile;
}

/**
 * ifa_result_get_fault:
 * @self: a result
 *
 * Returns: (transfer none) (nullable): the fault that was practised
 */
const IfaPracticeFault *
ifa_result_get_fault (IfaResult *self)
{
  g_return_val_if_fail (IFA_IS_RESULT (self), NULL);

  return self->fault;
}

/**
 * ifa_result_get_story:
 * @self: a result
 *
 * Returns: (transfer none) (nullable): what the person said about the fault
 */
IfaStory *
ifa_result_get_story (IfaResult *self)
{
  g_return_val_if_fail (IFA_IS_RESULT (self), NULL);

  return self->story;
}

void
ifa_result_set_story (IfaResult *self, IfaStory *story)
{
  g_return_if_fail (IFA_IS_RESULT (self));

  g_set_object (&self->story, story);
  if (story != NULL)
    ifa_story_fill_report (story, self->report);
}

/**
 * ifa_result_set_comparison:
 * @self: a result
 * @comparison: (nullable): what a check on another network came to
 */
void
ifa_result_set_comparison (IfaResult *self, const char *comparison)
{
  g_return_if_fail (IFA_IS_RESULT (self));

  g_free (self->comparison);
  self->comparison = g_strdup (comparison);
}

/**
 * ifa_result_get_comparison:
 * @self: a result
 *
 * Returns: (transfer none) (nullable): what a check on another network came to
 */
const char *
ifa_result_get_comparison (IfaResult *self)
{
  g_return_val_if_fail (IFA_IS_RESULT (self), NULL);

  return self->comparison;
}

static gboolean
works (IfaResult *self)
{
  IfaVerdict verdict = self->report->diagnosis->verdict;

  return verdict == IFA_VERDICT_OK || verdict == IFA_VERDICT_ATTENTION;
}

static char *
dup_aftermath (IfaResult *before, IfaResult *after)
{
  IfaFinding *was = before != NULL ? ifa_result_get_cause (before) : NULL;
  IfaFinding *is = ifa_result_get_cause (after);
  g_autofree char *title = was != NULL ? ifa_finding_dup_title (was) : NULL;

  if (after->report->cancelled)
    return NULL;
  if (works (after) && (before == NULL || works (before)))
    return g_strdup (_ ("The connection works, as far as this check can see. Try in your invoicing "
                        "program whether it works there, too."));
  if (works (after))
    return g_strdup (_ ("It helped: the connection works now. Send one invoice first, and then "
                        "the others."));
  if (before == NULL)
    return g_strdup (_ ("There was no check before, so nobody can tell whether it helped."));
  if (was != NULL && is != NULL && g_strcmp0 (was->cause->id, is->cause->id) == 0)
    return g_strdup (_ ("It did not help: the same fault is still there."));
  if (title == NULL)
    return g_strdup (_ ("It is not clear whether it helped."));
  /* Translators: %s is what the check before had found */
  return g_strdup_printf (_ ("Something has changed. Before, it was: %s."), title);
}

/**
 * ifa_result_set_aftermath:
 * @self: the result of a check after something was repaired
 * @before: (nullable): the result before that
 */
void
ifa_result_set_aftermath (IfaResult *self, IfaResult *before)
{
  g_return_if_fail (IFA_IS_RESULT (self));

  g_free (self->aftermath);
  self->aftermath = dup_aftermath (before, self);
}

/**
 * ifa_result_get_aftermath:
 * @self: a result
 *
 * Returns: (transfer none) (nullable): whether what was repaired before this check has helped
 */
const char *
ifa_result_get_aftermath (IfaResult *self)
{
  g_return_val_if_fail (IFA_IS_RESULT (self), NULL);

  return self->aftermath;
}

/**
 * ifa_result_get_cause:
 * @self: a result
 *
 * Returns: (transfer none) (nullable): the root cause; `NULL` where nothing is wrong, nothing
 *   could be told, or the check was stopped
 */
IfaFinding *
ifa_result_get_cause (IfaResult *self)
{
  const IfaDiagnosis *diagnosis = NULL;

  g_return_val_if_fail (IFA_IS_RESULT (self), NULL);

  diagnosis = self->report->diagnosis;
  return self->report->cancelled ? NULL : (IfaFinding *) ifa_diagnosis_get_headline (diagnosis);
}

/**
 * ifa_result_dup_endpoint_name:
 * @self: a result
 * @endpoint: (nullable): the id of an endpoint
 *
 * Returns: (transfer full) (nullable): what the profile calls it, or its id
 */
char *
ifa_result_dup_endpoint_name (IfaResult *self, const char *endpoint)
{
  const IfaEndpoint *found = NULL;

  g_return_val_if_fail (IFA_IS_RESULT (self), NULL);

  if (endpoint != NULL && self->profile != NULL)
    found = ifa_profile_find_endpoint (self->profile, endpoint);
  return g_strdup (found != NULL ? ifa_text_get (found->name) : endpoint);
}

/**
 * ifa_result_dup_title:
 * @self: a result
 *
 * Returns: (transfer full): what happened, in one sentence
 */
char *
ifa_result_dup_title (IfaResult *self)
{
  IfaFinding *cause = ifa_result_get_cause (self);

  if (cause != NULL)
    return ifa_finding_dup_title (cause);
  if (self->report->cancelled)
    return g_strdup (_ ("The check was stopped"));
  return g_strdup (ifa_words_verdict_title (self->report->diagnosis->verdict));
}

/**
 * ifa_result_dup_explanation:
 * @self: a result
 *
 * Returns: (transfer full): what it means for the invoices
 */
char *
ifa_result_dup_explanation (IfaResult *self)
{
  IfaFinding *cause = ifa_result_get_cause (self);

  if (cause != NULL)
    return ifa_finding_dup_explanation (cause);
  if (self->report->cancelled)
    return g_strdup (_ ("Nothing was changed, and your invoices were not touched. What had been "
                        "found until then stands below; it isn’t enough to name a cause."));
  return g_strdup (ifa_words_verdict_explanation (self->report->diagnosis->verdict));
}

/**
 * ifa_result_dup_summary:
 * @self: a result
 *
 * Returns: (transfer full): the result as a few lines of text, to be pasted somewhere; private
 *   details are hidden as in a report
 */
char *
ifa_result_dup_summary (IfaResult *self)
{
  g_autoptr (IfaResult) shown = ifa_result_new_redacted (self);
  IfaFinding *cause = ifa_result_get_cause (shown);
  g_autofree char *title = ifa_result_dup_title (shown);
  g_autofree char *explanation = ifa_result_dup_explanation (shown);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%s (%s, %s)\n%s\n%s\n", _ ("Invoice First Aid"),
                          self->report->profile_name != NULL ? self->report->profile_name : "–",
                          self->report->started, title, explanation);
  if (cause != NULL)
    {
      g_auto (GStrv) steps = ifa_finding_dup_steps (cause);

      for (guint i = 0; steps != NULL && steps[i] != NULL; i++)
        g_string_append_printf (text, "%u. %s\n", i + 1, steps[i]);
      g_string_append_printf (text, "%s · %s · %s\n", cause->cause->id,
                              ifa_words_acts (cause->cause->acts),
                              ifa_words_certainty (cause->certainty));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
