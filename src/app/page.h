/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define IFA_TYPE_PAGE (ifa_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (IfaPage, ifa_page, IFA, PAGE, AdwBin)

/**
 * IfaPageClass:
 * @arrive: called when the page has come into view: takes the keyboard focus to where it belongs
 */
struct _IfaPageClass
{
  AdwBinClass parent_class;

  void (*arrive) (IfaPage *self);
};

void ifa_page_arrive (IfaPage *self);

G_END_DECLS
