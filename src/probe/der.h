/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Walking through DER (ITU-T X.690) where the library gives no access: foreign bytes, bounded. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define IFA_DER_BOOLEAN 0x01
#define IFA_DER_INTEGER 0x02
#define IFA_DER_BIT_STRING 0x03
#define IFA_DER_OCTET_STRING 0x04
#define IFA_DER_OID 0x06
#define IFA_DER_SEQUENCE 0x30
#define IFA_DER_SET 0x31

/**
 * IfaDer:
 *
 * A value: `start` at its tag, `at` where reading goes on, `end` behind its last byte. Borrowed
 * from the bytes that were opened.
 */
typedef struct
{
  const guint8 *start;
  const guint8 *at;
  const guint8 *end;
  guint8 tag;
} IfaDer;

gboolean ifa_der_open (gconstpointer bytes, gsize length, IfaDer *value);
gboolean ifa_der_open_bytes (GBytes *bytes, IfaDer *value);
gboolean ifa_der_next (IfaDer *parent, guint8 tag, IfaDer *child);
gboolean ifa_der_next_any (IfaDer *parent, IfaDer *child);

G_END_DECLS
