// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/scenario/scenario.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace core {

// Arguments of pretrain_gpt.py, a group for each array of a script.
class MegatronWords
{
public:
    void add(std::string_view flag) { m_lines.push_back(std::string(flag)); }
    void add(std::string_view flag, std::string_view value)
    {
        m_lines.push_back(std::string(flag) + ' ' + std::string(value));
    }
    void add(std::string_view flag, std::int64_t value) { add(flag, std::to_string(value)); }
    void addIf(bool when, std::string_view flag)
    {
        if (when)
            add(flag);
    }
    // "--num-layers 32", one for each line of the script
    [[nodiscard]] const std::vector<std::string> &lines() const { return m_lines; }

private:
    std::vector<std::string> m_lines;
};

// The model. Refuses parts that Megatron-LM's GPT does not have.
[[nodiscard]] Result<MegatronWords> megatronModel(const Scenario &scenario);

// Degrees, schedule, sharding, communication. Refuses what Megatron-LM refuses or does not have.
[[nodiscard]] Result<MegatronWords> megatronLayout(const Scenario &scenario);

// Batch, precision, optimizer, recomputation.
[[nodiscard]] Result<MegatronWords> megatronTraining(const Scenario &scenario);

// What a run on made-up data needs besides.
[[nodiscard]] MegatronWords megatronRun();

} // namespace core
