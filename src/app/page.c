/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What all pages of the window have in common. */

#include "config.h"

#include "page.h"

G_DEFINE_ABSTRACT_TYPE (IfaPage, ifa_page, ADW_TYPE_BIN)

static void
ifa_page_class_init (IfaPageClass *klass)
{
}

static void
ifa_page_init (IfaPage *self)
{
}

/**
 * ifa_page_arrive:
 * @self: the page that is shown now
 */
void
ifa_page_arrive (IfaPage *self)
{
  IfaPageClass *klass = NULL;

  g_return_if_fail (IFA_IS_PAGE (self));

  klass = IFA_PAGE_GET_CLASS (self);
  if (klass->arrive != NULL)
    klass->arrive (self);
}
