// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/window_options.h"

#include "core/base/text.h"

#include <algorithm>
#include <string_view>

namespace app {
namespace {

struct ThemeName
{
    std::string_view id;
    ui::ThemeId theme;
};
constexpr ThemeName kThemes[] = {{"light", ui::ThemeId::Light},
                                 {"dark", ui::ThemeId::Dark},
                                 {"high-contrast", ui::ThemeId::HighContrast},
                                 {"system", ui::ThemeId::System}};

constexpr std::string_view kOptions[] = {"--present", "--lesson", "--theme"};

// "--theme" of "--theme=light"
std::string_view nameOf(std::string_view argument)
{
    return argument.substr(0, argument.find('='));
}

bool isOption(std::string_view argument)
{
    return std::ranges::find(kOptions, nameOf(argument)) != std::end(kOptions);
}

core::Result<ui::ThemeId> themeFrom(const std::string &name)
{
    std::vector<std::string> ids;
    for (const ThemeName &row : kThemes) {
        if (row.id == name)
            return row.theme;
        ids.push_back(std::string(row.id));
    }
    return core::Error{"--theme: There is no theme \"" + name + "\"; there are " +
                       core::joinWithAnd(ids) + '.'};
}

core::Status take(std::string_view name, const std::string &value, WindowOptions &options)
{
    if (name == "--theme") {
        const core::Result<ui::ThemeId> theme = themeFrom(value);
        if (!theme)
            return theme.error();
        options.theme = theme.value();
        return std::monostate{};
    }
    const core::Result<LessonPlace> lesson = lessonPlace(value);
    if (!lesson)
        return lesson.error();
    options.lesson = lesson.value();
    return std::monostate{};
}

} // namespace

bool namesWindowOption(int argc, char **argv)
{
    return std::any_of(argv + 1, argv + argc, isOption);
}

core::Result<WindowOptions> windowOptions(int argc, char **argv)
{
    WindowOptions options;
    for (int i = 1; i < argc; ++i) {
        const std::string argument = argv[i];
        if (!isOption(argument)) {
            options.files.push_back(argument);
            continue;
        }
        const std::string name(nameOf(argument));
        const bool joined = name.size() < argument.size();
        if (name == "--present") {
            if (joined)
                return core::Error{"--present takes no value."};
            options.present = true;
            continue;
        }
        if (!joined && i + 1 == argc)
            return core::Error{name + " needs a value: the id of a lesson, or a theme."};
        const std::string value = joined ? argument.substr(name.size() + 1) : argv[++i];
        if (core::Status taken = take(name, value, options); !taken)
            return taken.error();
    }
    return options;
}

} // namespace app
