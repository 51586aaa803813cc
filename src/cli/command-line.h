/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What stands on the command line, and the commands that there are. */

#pragma once

#include <gio/gio.h>

#include "environment.h"
#include "profile.h"
#include "report.h"

G_BEGIN_DECLS

/* Groups of options that several commands share. */
typedef enum
{
  IFA_OPTIONS_SERVICE = 1 << 0,  /* --profile, --url, --param */
  IFA_OPTIONS_OUTPUT = 1 << 1,   /* --format, --output */
  IFA_OPTIONS_CHECK = 1 << 2,    /* --own-hosts-only, --note, --message … */
  IFA_OPTIONS_PRACTICE = 1 << 3, /* --list, --serve */
  IFA_OPTIONS_CONSENT = 1 << 4,  /* --yes */
  IFA_OPTIONS_SIGN = 1 << 5,     /* --key, --output */
  IFA_OPTIONS_BACKUP = 1 << 8,   /* --to */
  IFA_OPTIONS_RESET = 1 << 9,    /* --without-copy */
  IFA_OPTIONS_LISTING = 1 << 10, /* --format, of a list */
  IFA_OPTIONS_TRIAGE = 1 << 11,  /* --by, --format, --output */
  IFA_OPTIONS_HISTORY = 1 << 12, /* --limit */
  IFA_OPTIONS_WATCH = 1 << 13,   /* --interval, --until-well */
  IFA_OPTIONS_ALL = 0xffff,      /* of every command: --lang */
} IfaOptions;

/**
 * IfaCommandLine:
 *
 * The options as given; each is `NULL` or `FALSE` when it isn't there.
 */
typedef struct
{
  char *profile;
  char *url;
  char **parameters; /* "name=value" */
  char *format;
  char *output;
  gboolean own_hosts_only;
  char *note;
  char *message;
  gboolean while_sending;
  char *trust_file;
  char **maps; /* "host=address" */
  gboolean list;
  gboolean serve;
  gboolean yes;
  char *to;
  gboolean without_copy;
  char *by;
  int limit;
  int interval; /* seconds */
  gboolean until_well;
  char *key;
  char *language;   /* of no use here: it was set before the options were read */
  char **arguments; /* never NULL: what is no option */
} IfaCommandLine;

/* What a profile must name for a command to make sense. */
typedef enum
{
  IFA_NEEDS_OUTBOX,
  IFA_NEEDS_CACHE,
} IfaNeed;

/**
 * IfaCommand:
 *
 * One row of the table of commands.
 */
typedef struct
{
  const char *name; /* one or two words */
  const char *synopsis;
  const char *summary; /* msgid */
  IfaOptions options;
  guint min_arguments;
  guint max_arguments;
  int (*run) (IfaCommandLine *line, GError **error);
} IfaCommand;

int ifa_command_line_run (int argc, char **argv);

gboolean
ifa_command_line_get_format (const IfaCommandLine *line, IfaReportFormat *format, GError **error);
char *ifa_command_line_dup_service (const IfaCommandLine *line, GError **error);
IfaProfile *ifa_command_line_open_profile (const IfaCommandLine *line, GError **error);
IfaProfile *
ifa_command_line_need_profile (const IfaCommandLine *line, IfaNeed need, GError **error);
gboolean ifa_command_line_may (const IfaCommandLine *line, const char *question, GError **error);
void ifa_command_line_remember_service (const IfaCommandLine *line);
IfaEnvironment *ifa_command_line_new_environment (const IfaCommandLine *line, GError **error);
int ifa_command_line_show_report (const IfaCommandLine *line,
                                  const IfaReport *report,
                                  int status,
                                  GError **error);

G_END_DECLS
