/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What the files of the window share; nobody else includes this. */

#pragma once

#include "cache-page.h"
#include "check-session.h"
#include "checking-page.h"
#include "checks-page.h"
#include "compare-page.h"
#include "help-page.h"
#include "history-page.h"
#include "listing-page.h"
#include "paper-page.h"
#include "practice-page.h"
#include "report-page.h"
#include "restart-page.h"
#include "result-page.h"
#include "start-page.h"
#include "story-page.h"
#include "unsent-page.h"
#include "window.h"

G_BEGIN_DECLS

typedef enum
{
  IFA_WINDOW_START,
  IFA_WINDOW_STORY,
  IFA_WINDOW_PRACTICE,
  IFA_WINDOW_HELP,
  IFA_WINDOW_CHECKING,
  IFA_WINDOW_RESULT,
  IFA_WINDOW_CHECKS,
  IFA_WINDOW_COMPARE,
  IFA_WINDOW_REPORT,
  IFA_WINDOW_UNSENT,
  IFA_WINDOW_INVOICES,
  IFA_WINDOW_CACHE,
  IFA_WINDOW_HISTORY,
  IFA_WINDOW_RUNS,
  IFA_WINDOW_PAPER,
  IFA_WINDOW_RESTART,
  IFA_WINDOW_N_PAGES,
} IfaWindowPage;

struct _IfaWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  AdwWindowTitle *title;
  GtkButton *back_button;
  GtkStack *stack;
  IfaPage *pages[IFA_WINDOW_N_PAGES]; /* (nullable): made when they are first needed */

  GSettings *settings;       /* (nullable) */
  IfaCheckSession *session;  /* (nullable): while a check goes on */
  GCancellable *cancellable; /* (nullable): of that check */
  IfaResult *result;         /* (nullable): of the last check */

  IfaProfile *about; /* (nullable): what the pages about the invoicing program are about */
  IfaUnsent *unsent; /* (nullable): what waits at the service that was looked at last */

  IfaWindowPage page;                       /* the one that is shown */
  IfaWindowPage before[IFA_WINDOW_N_PAGES]; /* of pages that are opened from several others */
  gboolean comparing;   /* the check that goes on is the second one of a comparison */
  gboolean is_remedied; /* something was repaired before the check that goes on */
  gboolean drawn;       /* once: only then the start page is made */
  guint fill_id;
  char *wanted;              /* (nullable): the service to choose when it is */
  gboolean start_when_ready; /* a check was asked for before the profiles were read */

  /* What "check again" does. */
  IfaProfile *profile;           /* (nullable) */
  const IfaPracticeFault *fault; /* (nullable): practice instead of the profile */
};

IfaPage *_ifa_window_get_page (IfaWindow *self, IfaWindowPage page);
IfaStartPage *_ifa_window_get_start_page (IfaWindow *self);
IfaWindowPage _ifa_window_get_parent (IfaWindow *self);
void _ifa_window_go_to (IfaWindow *self, IfaWindowPage page);
void _ifa_window_open_page (IfaWindow *self, IfaWindowPage page);
void _ifa_window_notify (IfaWindow *self, const char *text);
void _ifa_window_begin (IfaWindow *self);
void _ifa_window_update_actions (IfaWindow *self);
void _ifa_window_install_actions (GtkWidgetClass *widget_class);

IfaUnsent *_ifa_window_get_unsent (IfaWindow *self);
void _ifa_window_update_invoice_actions (IfaWindow *self);
void _ifa_window_install_invoice_actions (GtkWidgetClass *widget_class);

IfaProfile *_ifa_window_get_about (IfaWindow *self);
void _ifa_window_set_about (IfaWindow *self, IfaProfile *profile);
void _ifa_window_update_history_actions (IfaWindow *self);
void _ifa_window_install_history_actions (GtkWidgetClass *widget_class);

G_END_DECLS
