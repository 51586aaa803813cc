/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* How well packets travel. */

#pragma once

#include "field.h"

G_BEGIN_DECLS

/**
 * IfaQualityFacts:
 *
 * Repeated small exchanges with one address: connections that are closed at once.
 */
typedef struct
{
  char *host;
  char *address;
  gint64 port;
  gint64 at_once;     /* a short look; unset: the long one */
  gint64 patience_ms; /* after the last one was begun */
  gint64 n_sent;
  gint64 n_lost; /* a packet of them had to be sent again, or no answer came */
  gint64 min_us;
  gint64 median_us;
  gint64 max_us;
  gint64 jitter_us;
} IfaQualityFacts;

extern const IfaFactsType ifa_quality_facts;

/**
 * IfaMtuFacts:
 *
 * Whether full-size packets pass on an open connection, as SIOCOUTQ tells.
 */
typedef struct
{
  char *host;
  char *address;
  gint64 port;
  gint64 sent_bytes;
  gint64 acknowledged_bytes;
  IfaTri small_acknowledged;
  IfaTri full_acknowledged;
  gint64 path_mtu;
  gint64 working_size;
} IfaMtuFacts;

extern const IfaFactsType ifa_mtu_facts;

G_END_DECLS
