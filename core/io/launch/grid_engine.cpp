// SPDX-License-Identifier: GPL-3.0-or-later
// qsub(1) of Grid Engine as ABCI has it ("Job Execution", resource types): whole nodes of four V100
// or of eight A100.
#include "core/io/launch/job_request.h"

namespace core {

void takeGridEngine(JobRequest &request, std::span<const ShellWord> words)
{
    constexpr std::pair<std::string_view, std::int64_t> types[] = {{"rt_F", 4}, {"rt_AF", 8}};
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto list = optionValue(words, i, "-l");
        for (const auto &[name, devices] : types) {
            if (!list || !list->text.starts_with(std::string(name) + '='))
                continue;
            ShellWord nodes = *list;
            nodes.text.erase(0, name.size() + 1);
            request.queue = Queue::GridEngine;
            takeCount(request, &JobRequest::nodes, nodes, name);
            request.devicesPerNode =
                SaidCount{devices, list->line, std::to_string(devices) + " GPUs"};
        }
    }
}

} // namespace core
