/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What the files of the window share; nobody else includes this. */

#pragma once

#include "check-session.h"
#include "checking-page.h"
#include "checks-page.h"
#include "compare-page.h"
#include "help-page.h"
#include "practice-page.h"
#include "report-page.h"
#include "result-page.h"
#include "start-page.h"
#include "story-page.h"
#include "window.h"

G_BEGIN_DECLS

struct _IfaWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  AdwWindowTitle *title;
  GtkButton *back_button;
  GtkStack *stack;
  IfaStartPage *start_page;
  IfaStoryPage *story_page;
  IfaPracticePage *practice_page;
  IfaHelpPage *help_page;
  IfaCheckingPage *checking_page;
  IfaResultPage *result_page;
  IfaChecksPage *checks_page;
  IfaComparePage *compare_page;
  IfaReportPage *report_page;

  GSettings *settings;       /* (nullable) */
  IfaCheckSession *session;  /* (nullable): while a check goes on */
  GCancellable *cancellable; /* (nullable): of that check */
  IfaResult *result;         /* (nullable): of the last check */

  const char *before_help;   /* (nullable): the page that help was opened from */
  gboolean comparing;        /* the check that goes on is the second one of a comparison */
  gboolean start_when_ready; /* a check was asked for before the profiles were read */

  /* What "check again" does. */
  IfaProfile *profile;           /* (nullable) */
  const IfaPracticeFault *fault; /* (nullable): practice instead of the profile */
};

gboolean _ifa_window_is_on (IfaWindow *self, const char *page);
const char *_ifa_window_get_parent_page (IfaWindow *self, const char *page);
void _ifa_window_go_to (IfaWindow *self, const char *page);
void _ifa_window_notify (IfaWindow *self, const char *text);
void _ifa_window_begin (IfaWindow *self);
void _ifa_window_update_actions (IfaWindow *self);
void _ifa_window_install_actions (GtkWidgetClass *widget_class);

G_END_DECLS
