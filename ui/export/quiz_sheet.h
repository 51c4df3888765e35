// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/classroom/quiz_paper.h"

#include <QByteArray>
#include <QString>

#include <cstdint>

namespace ui {

// Questions to be printed and answered on paper.
struct QuizSheet
{
    enum class Pages : std::uint8_t { Both, Questions, Answers };

    QString title;
    std::uint64_t seed = 1; // of the paper, so that it can be made again
    std::vector<core::AskedQuestion> questions;
    Pages pages = Pages::Both; // answers on a page of their own at the end
};

// A PDF of A4 pages with real text, the same bytes each time. No question is cut by the end of a
// page. Needs a QApplication.
[[nodiscard]] QByteArray quizSheetPdf(const QuizSheet &sheet);

} // namespace ui
