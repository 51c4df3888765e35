// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/launch.h"

#include <QDialog>

#include <functional>
#include <vector>

class QLineEdit;
class QPushButton;

namespace ui {

// Asks for what a script leaves to whoever starts it: variables by name, devices, vocabulary,
// model.
class LaunchDialog : public QDialog
{
    Q_OBJECT

public:
    // known: what was answered before, which stays.
    LaunchDialog(const QString &name, const std::vector<core::LaunchQuestion> &questions,
                 core::LaunchAnswers known, QWidget *parent = nullptr);
    using Then = std::function<void(const core::LaunchAnswers &answers)>;
    static void open(const QString &name, const std::vector<core::LaunchQuestion> &questions,
                     const core::LaunchAnswers &known, const Then &then, QWidget *parent);

    [[nodiscard]] core::LaunchAnswers answers() const;
    [[nodiscard]] QList<QLineEdit *> fields() const { return m_fields; }
    [[nodiscard]] QPushButton &okay() { return *m_okay; }

private:
    void check();

    std::vector<core::LaunchQuestion> m_questions;
    core::LaunchAnswers m_known;
    QList<QLineEdit *> m_fields; // one for each question
    QPushButton *m_okay;
};

} // namespace ui
