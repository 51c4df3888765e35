// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/launch_formats.h"

namespace core {

bool isMegatronCommand(const LaunchFile &file)
{
    return file.text.find("--tensor-model-parallel-size") != std::string_view::npos;
}

Status readMegatronCommand(LaunchSheet &sheet)
{
    return sheet.refuse(1, "Scripts of Megatron-LM are not read yet.");
}

} // namespace core
