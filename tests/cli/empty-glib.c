/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The yardstick of the start-up benchmark: a program that does nothing but load GLib. */

#include <glib.h>
#include <stdio.h>

int
main (void)
{
  return puts (g_get_prgname () != NULL ? g_get_prgname () : "") < 0;
}
