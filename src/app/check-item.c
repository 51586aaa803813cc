/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* One check as a row shows it. */

#include "config.h"

#include "check-item.h"

#include <glib/gi18n.h>

#include "facts.h"

struct _IfaCheckItem
{
  GObject parent_instance;

  IfaResult *result;     /* (nullable): keeps the check alive; none while the run goes on */
  const IfaCheck *check; /* (nullable): only with a result */
  const char *status;
  char *summary;
  char *subtitle;
  gboolean expanded;
};

enum
{
  PROP_EXPANDED = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (IfaCheckItem, ifa_check_item, G_TYPE_OBJECT)

/**
 * ifa_check_is_shown:
 * @check: a check
 *
 * Returns: whether it is something that was looked at, and not only what the run was told
 */
gboolean
ifa_check_is_shown (const IfaCheck *check)
{
  return check->type != &ifa_run_facts && check->type != &ifa_endpoint_facts;
}

/**
 * ifa_check_status_get_icon:
 * @status: pass, attention, fail or skipped
 *
 * Returns: the name of its icon; the same name without "ifa-" and "-symbolic" is its style class
 */
const char *
ifa_check_status_get_icon (const char *status)
{
  if (g_strcmp0 (status, "pass") == 0)
    return "ifa-status-pass-symbolic";
  if (g_strcmp0 (status, "attention") == 0)
    return "ifa-status-attention-symbolic";
  if (g_strcmp0 (status, "fail") == 0)
    return "ifa-status-fail-symbolic";
  return "ifa-status-skipped-symbolic";
}

static void
ifa_check_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_EXPANDED)
    g_value_set_boolean (value, IFA_CHECK_ITEM (object)->expanded);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ifa_check_item_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_EXPANDED)
    ifa_check_item_set_expanded (IFA_CHECK_ITEM (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ifa_check_item_finalize (GObject *object)
{
  IfaCheckItem *self = IFA_CHECK_ITEM (object);

  g_clear_object (&self->result);
  g_free (self->summary);
  g_free (self->subtitle);

  G_OBJECT_CLASS (ifa_check_item_parent_class)->finalize (object);
}

static void
ifa_check_item_class_init (IfaCheckItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = ifa_check_item_finalize;
  object_class->get_property = ifa_check_item_get_property;
  object_class->set_property = ifa_check_item_set_property;

  /**
   * IfaCheckItem:expanded:
   *
   * Whether the facts are shown below the sentence.
   */
  properties[PROP_EXPANDED]
      = g_param_spec_boolean ("expanded", NULL, NULL, FALSE,
                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ifa_check_item_init (IfaCheckItem *self)
{
}

static char *
dup_subtitle (IfaResult *result, const IfaCheck *check)
{
  g_autofree char *endpoint = NULL;
  g_autoptr (GString) text = g_string_new (ifa_words_kind_title (check->type));

  if (check->role == IFA_ROLE_SERVICE)
    endpoint = ifa_result_dup_endpoint_name (result, check->endpoint);
  else if (check->role == IFA_ROLE_CONTROL)
    endpoint = g_strdup (_ ("for comparison"));
  if (endpoint != NULL)
    g_string_append_printf (text, " · %s", endpoint);
  if (check->duration_ms > 0)
    {
      g_string_append (text, " · ");
      /* Translators: how long a check took, in milliseconds */
      g_string_append_printf (text, _ ("%d ms"), (int) MIN (check->duration_ms, G_MAXINT));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * ifa_check_item_new:
 * @result: what the check belongs to
 * @check: one of its checks
 *
 * Returns: (transfer full): an item with the diagnosis' own judgement
 */
IfaCheckItem *
ifa_check_item_new (IfaResult *result, const IfaCheck *check)
{
  IfaCheckItem *self = g_object_new (IFA_TYPE_CHECK_ITEM, NULL);
  IfaReport *report = ifa_result_get_report (result);

  self->result = g_object_ref (result);
  self->check = check;
  self->status = ifa_diagnosis_get_check_status (report->diagnosis, check);
  self->summary = ifa_words_dup_check_summary (check);
  self->subtitle = dup_subtitle (result, check);
  return self;
}

/**
 * ifa_check_item_new_live:
 * @check: a check that has just ended
 *
 * While the run goes on nothing is called broken: a later check may explain it.
 *
 * Returns: (transfer full): an item that doesn't keep @check
 */
IfaCheckItem *
ifa_check_item_new_live (const IfaCheck *check)
{
  IfaCheckItem *self = g_object_new (IFA_TYPE_CHECK_ITEM, NULL);

  if (check->outcome == IFA_OUTCOME_OK)
    self->status = "pass";
  else if (check->outcome == IFA_OUTCOME_NOT_TESTED || check->outcome == IFA_OUTCOME_NOT_AVAILABLE)
    self->status = "skipped";
  else
    self->status = "attention";
  self->summary = ifa_words_dup_check_summary (check);
  return self;
}

/**
 * ifa_check_item_get_check:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): the check, where the run has ended
 */
const IfaCheck *
ifa_check_item_get_check (IfaCheckItem *self)
{
  g_return_val_if_fail (IFA_IS_CHECK_ITEM (self), NULL);

  return self->check;
}

const char *
ifa_check_item_get_status (IfaCheckItem *self)
{
  g_return_val_if_fail (IFA_IS_CHECK_ITEM (self), NULL);

  return self->status;
}

const char *
ifa_check_item_get_summary (IfaCheckItem *self)
{
  g_return_val_if_fail (IFA_IS_CHECK_ITEM (self), NULL);

  return self->summary;
}

const char *
ifa_check_item_get_subtitle (IfaCheckItem *self)
{
  g_return_val_if_fail (IFA_IS_CHECK_ITEM (self), NULL);

  return self->subtitle;
}

gboolean
ifa_check_item_get_expanded (IfaCheckItem *self)
{
  g_return_val_if_fail (IFA_IS_CHECK_ITEM (self), FALSE);

  return self->expanded;
}

void
ifa_check_item_set_expanded (IfaCheckItem *self, gboolean expanded)
{
  g_return_if_fail (IFA_IS_CHECK_ITEM (self));

  expanded = !!expanded;
  if (self->expanded == expanded)
    return;

  self->expanded = expanded;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EXPANDED]);
}
