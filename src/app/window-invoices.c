/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What the window's actions do about the invoicing program on this computer. */

#include "config.h"

#include <glib/gi18n.h>

#include "window-private.h"

/* The service that the page is about: on the start page the one that is chosen there. */
IfaProfile *
_ifa_window_get_about (IfaWindow *self)
{
  if (self->page == IFA_WINDOW_START || self->page == IFA_WINDOW_STORY)
    return self->pages[IFA_WINDOW_START] != NULL
               ? ifa_start_page_get_profile (_ifa_window_get_start_page (self))
               : NULL;
  if (self->page >= IFA_WINDOW_UNSENT)
    return self->about;
  return self->fault == NULL ? self->profile : NULL;
}

/**
 * _ifa_window_get_unsent:
 * @self: the window
 *
 * Returns: (transfer none) (nullable): what waits at the service that the page is about; `NULL`
 *   where its profile names no outbox
 */
IfaUnsent *
_ifa_window_get_unsent (IfaWindow *self)
{
  IfaProfile *profile = _ifa_window_get_about (self);

  if (profile == NULL || profile->client_outbox->len == 0)
    return NULL;
  if (self->unsent != NULL && ifa_unsent_get_profile (self->unsent) == profile)
    return self->unsent;

  if (self->unsent != NULL)
    ifa_unsent_stop (self->unsent);
  g_clear_object (&self->unsent);
  self->unsent = ifa_unsent_new (profile);
  ifa_unsent_read (self->unsent);
  return self->unsent;
}

void
_ifa_window_set_about (IfaWindow *self, IfaProfile *profile)
{
  IfaProfile *kept = ifa_profile_ref (profile);

  g_clear_pointer (&self->about, ifa_profile_unref);
  self->about = kept;
}

static void
unsent_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IfaWindow *self = IFA_WINDOW (widget);
  IfaUnsent *unsent = _ifa_window_get_unsent (self);

  if (unsent == NULL)
    return;

  _ifa_window_set_about (self, ifa_unsent_get_profile (unsent));
  ifa_unsent_page_show (IFA_UNSENT_PAGE (_ifa_window_get_page (self, IFA_WINDOW_UNSENT)), unsent);
  _ifa_window_open_page (self, IFA_WINDOW_UNSENT);
}

static void
show_invoices_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IfaWindow *self = IFA_WINDOW (widget);
  g_autoptr (IfaLazyList) list = NULL;

  if (self->unsent == NULL || ifa_unsent_get_outbox (self->unsent) == NULL)
    return;

  list = ifa_unsent_list_invoices (self->unsent);
  ifa_listing_page_show (IFA_LISTING_PAGE (_ifa_window_get_page (self, IFA_WINDOW_INVOICES)),
                         _ ("Unsent invoices"), _ ("Number, buyer, amount or date"), list);
  _ifa_window_go_to (self, IFA_WINDOW_INVOICES);
}

static void
cache_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IfaWindow *self = IFA_WINDOW (widget);
  IfaProfile *profile = _ifa_window_get_about (self);

  if (profile == NULL)
    return;

  _ifa_window_set_about (self, profile);
  ifa_cache_page_show (IFA_CACHE_PAGE (_ifa_window_get_page (self, IFA_WINDOW_CACHE)), profile);
  _ifa_window_open_page (self, IFA_WINDOW_CACHE);
}

/* A check of the service that something was repaired for. */
static void
check_helped_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IfaWindow *self = IFA_WINDOW (widget);
  g_autoptr (IfaProfile) profile = NULL;

  if (self->session != NULL || _ifa_window_get_about (self) == NULL)
    return;

  profile = ifa_profile_ref (_ifa_window_get_about (self));
  g_clear_pointer (&self->profile, ifa_profile_unref);
  self->profile = g_steal_pointer (&profile);
  self->fault = NULL;
  self->comparing = FALSE;
  self->is_remedied = TRUE;
  _ifa_window_begin (self);
}

static void
restart_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IfaWindow *self = IFA_WINDOW (widget);
  IfaProfile *profile = _ifa_window_get_about (self);
  IfaUnsent *unsent = _ifa_window_get_unsent (self);

  if (profile == NULL)
    return;

  _ifa_window_set_about (self, profile);
  ifa_restart_page_show (IFA_RESTART_PAGE (_ifa_window_get_page (self, IFA_WINDOW_RESTART)),
                         unsent);
  _ifa_window_open_page (self, IFA_WINDOW_RESTART);
}

void
_ifa_window_update_invoice_actions (IfaWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  IfaProfile *profile = self->session == NULL ? _ifa_window_get_about (self) : NULL;

  gtk_widget_action_set_enabled (widget, "win.unsent",
                                 profile != NULL && profile->client_outbox->len > 0);
  gtk_widget_action_set_enabled (widget, "win.cache",
                                 profile != NULL && profile->client_cache->len > 0);
  gtk_widget_action_set_enabled (widget, "win.check-helped", profile != NULL);
  gtk_widget_action_set_enabled (widget, "win.restart", profile != NULL);
}

void
_ifa_window_install_invoice_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.unsent", NULL, unsent_action);
  gtk_widget_class_install_action (widget_class, "win.cache", NULL, cache_action);
  gtk_widget_class_install_action (widget_class, "win.check-helped", NULL, check_helped_action);
  gtk_widget_class_install_action (widget_class, "win.restart", NULL, restart_action);
  gtk_widget_class_install_action (widget_class, "win.show-invoices", NULL, show_invoices_action);
}
