/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The vendor's side: very many reports, counted by what they have in common. Constant memory,
 * however many there are. */

#pragma once

#include "glance.h"

G_BEGIN_DECLS

/* What reports are counted by; several may be or'ed. */
typedef enum
{
  IFA_TRIAGE_CAUSE = 1 << 0,
  IFA_TRIAGE_PROFILE = 1 << 1,
  IFA_TRIAGE_NETWORK = 1 << 2,
  IFA_TRIAGE_DAY = 1 << 3,
  IFA_TRIAGE_ENDPOINT = 1 << 4,
  IFA_TRIAGE_VERSION = 1 << 5,
} IfaTriageKey;

typedef enum
{
  IFA_TRIAGE_TABLE,
  IFA_TRIAGE_JSON_LINES,
  IFA_TRIAGE_PROMETHEUS,
} IfaTriageFormat;

typedef struct _IfaTriage IfaTriage;

IfaTriage *ifa_triage_new (guint keys);
void ifa_triage_free (IfaTriage *self);
gboolean ifa_triage_keys_from_string (const char *names, guint *keys);

void ifa_triage_add (IfaTriage *self, const IfaGlance *glance);
gboolean ifa_triage_add_folder (IfaTriage *self, const char *folder, GError **error);

guint64 ifa_triage_get_n_reports (const IfaTriage *self);
guint64 ifa_triage_get_n_unreadable (const IfaTriage *self);
GBytes *ifa_triage_render (const IfaTriage *self, IfaTriageFormat format);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IfaTriage, ifa_triage_free)

G_END_DECLS
