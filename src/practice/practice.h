/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* An invoice service on this computer, with a fault to find. Real HTTPS on the loopback, with its
 * own certificate authority made at start; nothing outside this computer is touched. */

#pragma once

#include "environment.h"
#include "profile.h"

G_BEGIN_DECLS

typedef struct
{
  const char *id;    /* "expired" */
  const char *title; /* translatable */
  const char *cause; /* (nullable): the cause id that a check must find; NULL for "none" */

  /*< private >*/
  guint certificate; /* IfaPracticeCertificate */
  guint transport;   /* IfaPracticeTransport */
  guint answer;      /* IfaPracticeAnswer */
} IfaPracticeFault;

const IfaPracticeFault *ifa_practice_list_faults (guint *n_faults);
const IfaPracticeFault *ifa_practice_find_fault (const char *id);

#define IFA_TYPE_PRACTICE (ifa_practice_get_type ())
G_DECLARE_FINAL_TYPE (IfaPractice, ifa_practice, IFA, PRACTICE, GObject)

IfaPractice *ifa_practice_new (const IfaPracticeFault *fault, GError **error);
IfaProfile *ifa_practice_get_profile (IfaPractice *self);
void ifa_practice_prepare_environment (IfaPractice *self, IfaEnvironment *environment);
const char *ifa_practice_get_url (IfaPractice *self);
const char *ifa_practice_get_trust_file (IfaPractice *self);
void ifa_practice_stop (IfaPractice *self);

G_END_DECLS
