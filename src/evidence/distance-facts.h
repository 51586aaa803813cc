/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* How far away an answer was sent. */

#pragma once

#include "field.h"

G_BEGIN_DECLS

/**
 * IfaDistanceFacts:
 *
 * The time-to-live with which a port's answer arrives. Two ports of one machine answer with the
 * same; an answer that somebody nearer makes up in its name arrives with more.
 */
typedef struct
{
  char *host;
  char *address;
  gint64 port;
  gint64 ttl;
} IfaDistanceFacts;

extern const IfaFactsType ifa_distance_facts;

G_END_DECLS
