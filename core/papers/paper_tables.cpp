// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/papers/paper_tables.h"

#include "validation_data.h"

namespace core {

std::span<const PaperTable> paperTables()
{
    static constexpr PaperTable tables[] = {
        {"narayanan2021-t1", "Narayanan et al. 2021 (arXiv:2104.04473), Table 1",
         k_narayanan2021_t1},
        {"korthikanti2022-t5", "Korthikanti et al. 2022 (arXiv:2205.05198), Table 5",
         k_korthikanti2022_t5},
        {"zerobubble2024-t4", "Qi et al. 2024 (arXiv:2401.10241), Table 4", k_zerobubble2024_t4}};
    return tables;
}

std::string_view measuredRuns()
{
    return k_measured_runs;
}

} // namespace core
