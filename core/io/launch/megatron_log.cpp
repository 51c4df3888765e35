// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/launch_formats.h"

namespace core {

bool isMegatronLog(const LaunchFile &file)
{
    return file.text.find("- arguments -") != std::string_view::npos;
}

Status readMegatronLog(LaunchSheet &sheet)
{
    return sheet.refuse(1, "Logs of Megatron-LM are not read yet.");
}

} // namespace core
