/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * IfaLazyListMake:
 * @position: in the data, counted from 0
 * @data: what the list was made with
 *
 * Returns: (transfer full): the item for that position
 */
typedef gpointer (*IfaLazyListMake) (guint position, gpointer data);

/**
 * IfaLazyListMatch:
 * @position: in the data
 * @needle: what is searched for, folded by g_utf8_casefold()
 * @data: what the list was made with
 *
 * Returns: whether the item has @needle in it
 */
typedef gboolean (*IfaLazyListMatch) (guint position, const char *needle, gpointer data);

#define IFA_TYPE_LAZY_LIST (ifa_lazy_list_get_type ())
G_DECLARE_FINAL_TYPE (IfaLazyList, ifa_lazy_list, IFA, LAZY_LIST, GObject)

IfaLazyList *ifa_lazy_list_new (GType item_type,
                                guint n_items,
                                IfaLazyListMake make,
                                IfaLazyListMatch match,
                                gpointer data,
                                GDestroyNotify destroy);
void ifa_lazy_list_search (IfaLazyList *self, const char *text);
guint ifa_lazy_list_get_n_all (IfaLazyList *self);

G_END_DECLS
