/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What a message can mean, whatever program wrote it. Many messages share one meaning. */

#pragma once

#include "explain.h"

G_BEGIN_DECLS

#define IFA_MAX_MEANING_STEPS 5

typedef enum
{
  IFA_MEANING_NONE,
  /* the connection */
  IFA_MEANING_CANNOT_CONNECT,
  IFA_MEANING_NO_NETWORK,
  IFA_MEANING_NAME_NOT_FOUND,
  IFA_MEANING_NAME_LOOK_UP_FAILED,
  IFA_MEANING_REFUSED,
  IFA_MEANING_TIMED_OUT,
  IFA_MEANING_CUT,
  IFA_MEANING_NO_WAY,
  IFA_MEANING_BLOCKED_HERE,
  IFA_MEANING_RELAY,
  IFA_MEANING_RELAY_SIGN_IN,
  IFA_MEANING_RELAY_INCOMPLETE,
  IFA_MEANING_ADDRESS_MISSING,
  IFA_MEANING_NETWORK_SIGN_IN,
  /* security */
  IFA_MEANING_ENCRYPTION,
  IFA_MEANING_OLD_ENCRYPTION,
  IFA_MEANING_CERTIFICATE,
  IFA_MEANING_CERTIFICATE_DATE,
  IFA_MEANING_CERTIFICATE_EXPIRED,
  IFA_MEANING_CERTIFICATE_NOT_YET_VALID,
  IFA_MEANING_CERTIFICATE_NAME,
  IFA_MEANING_CERTIFICATE_ISSUER,
  IFA_MEANING_CERTIFICATE_SELF_SIGNED,
  IFA_MEANING_CERTIFICATE_REVOKED,
  IFA_MEANING_CERTIFICATE_UNCHECKED,
  IFA_MEANING_CERTIFICATE_WEAK,
  IFA_MEANING_OWN_CERTIFICATE,
  IFA_MEANING_OWN_CERTIFICATE_STOP,
  /* the service */
  IFA_MEANING_EMPTY_ANSWER,
  IFA_MEANING_BROKEN_ANSWER,
  IFA_MEANING_UNREADABLE_ANSWER,
  IFA_MEANING_SERVICE_FAULT,
  IFA_MEANING_FRONT_DOOR,
  IFA_MEANING_UNAVAILABLE,
  IFA_MEANING_MAINTENANCE,
  IFA_MEANING_PAUSE,
  IFA_MEANING_TURNED_AWAY,
  IFA_MEANING_WRONG_PLACE,
  IFA_MEANING_BAD_REQUEST,
  IFA_MEANING_CIRCLES,
  IFA_MEANING_TOO_OLD,
  IFA_MEANING_MAY_BE_ISSUED,
  /* sign-in */
  IFA_MEANING_SIGN_IN,
  /* the tax device */
  IFA_MEANING_DEVICE_MISSING,
  IFA_MEANING_DEVICE_STATE,
  IFA_MEANING_DEVICE_REOPEN,
  /* limits */
  IFA_MEANING_LOCK_DAY,
  IFA_MEANING_OFFLINE_SUM,
  IFA_MEANING_OFFLINE_LIMIT,
  IFA_MEANING_UPLOAD_FIRST,
  IFA_MEANING_TAX_REPORT_FIRST,
  /* the invoice, and this computer's files */
  IFA_MEANING_CONTENT,
  IFA_MEANING_TAX_NUMBER,
  IFA_MEANING_FIELD_LENGTH,
  IFA_MEANING_STOCK,
  IFA_MEANING_DISK_FULL,
  IFA_MEANING_DATABASE,
} IfaMeaningId;

typedef struct
{
  IfaMeaningId id;
  IfaAbout about;
  const char *title;
  const char *explanation;
  const char *steps[IFA_MAX_MEANING_STEPS];
  const char *cause; /* (nullable) */
} IfaMeaning;

typedef struct
{
  const IfaMeaning *meanings;
  guint n_meanings;
} IfaMeaningTable;

extern const IfaMeaningTable ifa_connection_meanings;
extern const IfaMeaningTable ifa_service_meanings;

const IfaMeaning *ifa_meaning_get (IfaMeaningId id);

/* A text that stands for a meaning. */
typedef struct
{
  const char *pattern; /* as it is written by programs; the case doesn't matter */
  IfaMeaningId meaning;
  guint8 rank; /* 1: a whole family of faults; 2: one sort; 3: exactly this */
} IfaPattern;

typedef struct
{
  const IfaPattern *patterns;
  guint n_patterns;
} IfaPatternTable;

extern const IfaPatternTable ifa_connection_patterns;
extern const IfaPatternTable ifa_service_patterns;

G_END_DECLS
