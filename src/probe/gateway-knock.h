/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Small packets to a neighbour, each of which something that lives may answer. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define IFA_KNOCKS 3

typedef struct
{
  int fds[IFA_KNOCKS]; /* UDP, ICMP echo, TCP; -1 where it can't be sent from here */
  char *address;
  int error; /* an errno: how the first one, which needs no privilege, could not be sent */
} IfaKnock;

void ifa_knock_send (IfaKnock *self, GInetAddress *address, guint interface);
gboolean ifa_knock_was_answered (IfaKnock *self);
void ifa_knock_clear (IfaKnock *self);

G_END_DECLS
