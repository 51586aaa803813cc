/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What an error code or a pasted message means, without any measurement. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  IFA_ABOUT_UNKNOWN,
  IFA_ABOUT_CONNECTION,
  IFA_ABOUT_DEVICE,
  IFA_ABOUT_LIMITS,
  IFA_ABOUT_CONTENT,
  IFA_ABOUT_LOGIN,
} IfaAbout;

typedef struct
{
  char *code; /* what was recognised in the text */
  IfaAbout about;
  char *title; /* in the current language */
  char *explanation;
  char **steps;
  char *cause;   /* (nullable): a cause id to look for */
  char *warning; /* (nullable): dangerous advice was recognised */
} IfaExplanation;

void ifa_explanation_free (IfaExplanation *explanation);
GPtrArray *ifa_explain (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IfaExplanation, ifa_explanation_free)

G_END_DECLS
