/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* One function a command. Each returns the exit status; on failure it sets its error, which is
 * said and which decides the status. */

#pragma once

#include "command-line.h"

G_BEGIN_DECLS

int ifa_command_check (IfaCommandLine *line, GError **error);
int ifa_command_diagnose (IfaCommandLine *line, GError **error);
int ifa_command_explain (IfaCommandLine *line, GError **error);
int ifa_command_profile_check (IfaCommandLine *line, GError **error);
int ifa_command_profile_show (IfaCommandLine *line, GError **error);
int ifa_command_profile_list (IfaCommandLine *line, GError **error);
int ifa_command_profile_add (IfaCommandLine *line, GError **error);
int ifa_command_profile_sign (IfaCommandLine *line, GError **error);
int ifa_command_practice (IfaCommandLine *line, GError **error);
int ifa_command_unsent (IfaCommandLine *line, GError **error);
int ifa_command_backup_create (IfaCommandLine *line, GError **error);
int ifa_command_backup_verify (IfaCommandLine *line, GError **error);
int ifa_command_backup_restore (IfaCommandLine *line, GError **error);
int ifa_command_cache_list (IfaCommandLine *line, GError **error);
int ifa_command_cache_reset (IfaCommandLine *line, GError **error);
int ifa_command_cache_undo (IfaCommandLine *line, GError **error);
int ifa_command_cache_free (IfaCommandLine *line, GError **error);
int ifa_command_report_show (IfaCommandLine *line, GError **error);
int ifa_command_report_convert (IfaCommandLine *line, GError **error);
int ifa_command_history_list (IfaCommandLine *line, GError **error);
int ifa_command_history_show (IfaCommandLine *line, GError **error);
int ifa_command_history_compare (IfaCommandLine *line, GError **error);
int ifa_command_history_outages (IfaCommandLine *line, GError **error);
int ifa_command_history_verify (IfaCommandLine *line, GError **error);
int ifa_command_watch (IfaCommandLine *line, GError **error);
int ifa_command_report_triage (IfaCommandLine *line, GError **error);

G_END_DECLS
